import type { BlockShape } from '../block-table.ts';

export const ttlin: BlockShape = {
  description: 'TTL input',
  fields: [
    { name: 'TERM', kind: 'param enum', description: 'Termination of the input', labels: ['High-Z', '50-Ohm'] },
    { name: 'VAL', kind: 'bit_out', description: 'Level of the input' },
  ],
};

export const ttlout: BlockShape = {
  description: 'TTL output',
  fields: [
    { name: 'QUARTER_DELAY', kind: 'param uint', max: 3, description: 'Delay in quarters of a tick' },
    { name: 'FINE_DELAY', kind: 'param uint', max: 31, description: 'Delay in steps of the output buffer' },
    { name: 'VAL', kind: 'bit_mux', description: 'Level of the output' },
  ],
};

export const lvdsin: BlockShape = {
  description: 'LVDS input',
  fields: [{ name: 'VAL', kind: 'bit_out', description: 'Level of the input' }],
};

export const lvdsout: BlockShape = {
  description: 'LVDS output',
  fields: [
    { name: 'QUARTER_DELAY', kind: 'param uint', max: 3, description: 'Delay in quarters of a tick' },
    { name: 'FINE_DELAY', kind: 'param uint', max: 31, description: 'Delay in steps of the output buffer' },
    { name: 'VAL', kind: 'bit_mux', description: 'Level of the output' },
  ],
};
