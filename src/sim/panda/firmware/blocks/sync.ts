import type { BlockShape } from '../block-table.ts';

export const syncIn: BlockShape = {
  description: 'Bits and positions from another PandA',
  fields: [
    { name: 'SYNC_RESET', kind: 'write action', description: 'Resets the receiver' },
    { name: 'LINKUP', kind: 'read uint', description: 'Whether the link is up' },
    { name: 'BIT1', kind: 'bit_out', description: 'Bit 1 of the link' },
    { name: 'BIT2', kind: 'bit_out', description: 'Bit 2 of the link' },
    { name: 'BIT3', kind: 'bit_out', description: 'Bit 3 of the link' },
    { name: 'BIT4', kind: 'bit_out', description: 'Bit 4 of the link' },
    { name: 'BIT5', kind: 'bit_out', description: 'Bit 5 of the link' },
    { name: 'BIT6', kind: 'bit_out', description: 'Bit 6 of the link' },
    { name: 'BIT7', kind: 'bit_out', description: 'Bit 7 of the link' },
    { name: 'BIT8', kind: 'bit_out', description: 'Bit 8 of the link' },
    { name: 'POS1', kind: 'pos_out', description: 'Position 1 of the link' },
    { name: 'POS2', kind: 'pos_out', description: 'Position 2 of the link' },
    { name: 'POS3', kind: 'pos_out', description: 'Position 3 of the link' },
    { name: 'POS4', kind: 'pos_out', description: 'Position 4 of the link' },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'What went wrong',
      labels: ['OK', 'Link down', 'Deprecated protocol', 'Protocol error', 'Check-bits error'],
    },
    { name: 'ERR_CNT', kind: 'read uint', description: 'Words that could not be decoded' },
  ],
};

export const syncOut: BlockShape = {
  description: 'Bits and positions for another PandA',
  fields: [
    { name: 'BIT1', kind: 'bit_mux', description: 'Bit 1 of the link' },
    { name: 'BIT2', kind: 'bit_mux', description: 'Bit 2 of the link' },
    { name: 'BIT3', kind: 'bit_mux', description: 'Bit 3 of the link' },
    { name: 'BIT4', kind: 'bit_mux', description: 'Bit 4 of the link' },
    { name: 'BIT5', kind: 'bit_mux', description: 'Bit 5 of the link' },
    { name: 'BIT6', kind: 'bit_mux', description: 'Bit 6 of the link' },
    { name: 'BIT7', kind: 'bit_mux', description: 'Bit 7 of the link' },
    { name: 'BIT8', kind: 'bit_mux', description: 'Bit 8 of the link' },
    { name: 'POS1', kind: 'pos_mux', description: 'Position 1 of the link' },
    { name: 'POS2', kind: 'pos_mux', description: 'Position 2 of the link' },
    { name: 'POS3', kind: 'pos_mux', description: 'Position 3 of the link' },
    { name: 'POS4', kind: 'pos_mux', description: 'Position 4 of the link' },
  ],
};
