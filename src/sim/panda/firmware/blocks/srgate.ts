import type { BlockShape } from '../block-table.ts';

const edge = ['Rising', 'Falling', 'Either'];

export const srgate: BlockShape = {
  description: 'A bit that is set and reset',
  fields: [
    {
      name: 'WHEN_DISABLED',
      kind: 'param enum',
      description: 'What OUT is while ENABLE is low',
      labels: ['Set output low', 'Set output high', 'Keep current output'],
    },
    { name: 'SET_EDGE', kind: 'param enum', description: 'The edge of SET that sets', labels: edge },
    { name: 'RST_EDGE', kind: 'param enum', description: 'The edge of RST that resets', labels: edge },
    { name: 'FORCE_SET', kind: 'write action', description: 'Sets OUT' },
    { name: 'FORCE_RST', kind: 'write action', description: 'Resets OUT' },
    { name: 'ENABLE', kind: 'bit_mux', description: 'Whether SET and RST count' },
    { name: 'SET', kind: 'bit_mux', description: 'Sets OUT at an edge' },
    { name: 'RST', kind: 'bit_mux', description: 'Resets OUT at an edge' },
    { name: 'OUT', kind: 'bit_out', description: 'The bit' },
  ],
};
