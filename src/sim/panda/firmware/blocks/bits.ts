import type { BlockShape } from '../block-table.ts';

export const bits: BlockShape = {
  description: 'Bits that software sets',
  fields: [
    { name: 'A', kind: 'param bit', description: 'Level of OUTA' },
    { name: 'B', kind: 'param bit', description: 'Level of OUTB' },
    { name: 'C', kind: 'param bit', description: 'Level of OUTC' },
    { name: 'D', kind: 'param bit', description: 'Level of OUTD' },
    { name: 'OUTA', kind: 'bit_out', description: 'A on the bit bus' },
    { name: 'OUTB', kind: 'bit_out', description: 'B on the bit bus' },
    { name: 'OUTC', kind: 'bit_out', description: 'C on the bit bus' },
    { name: 'OUTD', kind: 'bit_out', description: 'D on the bit bus' },
  ],
};
