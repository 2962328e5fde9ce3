import type { BlockShape } from '../block-table.ts';

export const filter: BlockShape = {
  description: 'Difference or average of a position',
  fields: [
    {
      name: 'MODE',
      kind: 'param enum',
      description: 'What OUT becomes at a trigger',
      labels: ['difference', 'average'],
    },
    { name: 'ENABLE', kind: 'bit_mux', description: 'Starts a new sum' },
    { name: 'TRIG', kind: 'bit_mux', description: 'Puts the result out' },
    { name: 'INP', kind: 'pos_mux', description: 'The position' },
    { name: 'OUT', kind: 'pos_out', description: 'The result' },
    { name: 'READY', kind: 'bit_out', description: 'High for a tick when OUT is new' },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'What went wrong',
      labels: ['OK', 'Accumulator overflow', 'Divider retrigger'],
    },
  ],
};
