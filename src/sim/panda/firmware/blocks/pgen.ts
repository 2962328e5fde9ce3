import type { BlockShape } from '../block-table.ts';

export const pgen: BlockShape = {
  description: 'Positions out of a table',
  fields: [
    { name: 'ENABLE', kind: 'bit_mux', description: 'Starts at its rising edge, stops at its falling one' },
    { name: 'TRIG', kind: 'bit_mux', description: 'Puts out the next position' },
    {
      name: 'TABLE',
      kind: 'table',
      description: 'The positions',
      table: {
        rowWords: 1,
        maxWords: 1_048_576,
        streams: true,
        columns: [{ name: 'POSITION', high: 31, low: 0, type: 'int', description: 'What OUT becomes at a trigger' }],
      },
    },
    { name: 'REPEATS', kind: 'param uint', description: 'How often the table is played; 0 never ends' },
    { name: 'ACTIVE', kind: 'bit_out', description: 'High while positions are to come' },
    { name: 'OUT', kind: 'pos_out', description: 'The position' },
    {
      name: 'STATE',
      kind: 'read enum',
      description: 'What it waits for',
      labels: ['UNREADY', 'WAIT_ENABLE', 'RUNNING'],
    },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'What went wrong',
      labels: ['OK', 'DMA underrun', 'Not ready for table'],
    },
  ],
};
