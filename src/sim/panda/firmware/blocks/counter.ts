import type { BlockShape } from '../block-table.ts';

export const counter: BlockShape = {
  description: 'Counter of pulses, up and down',
  fields: [
    { name: 'ENABLE', kind: 'bit_mux', description: 'Loads START at its rising edge, halts at its falling one' },
    { name: 'TRIG', kind: 'bit_mux', description: 'Counts at the edge that TRIG_EDGE selects' },
    { name: 'DIR', kind: 'bit_mux', description: '0 counts up, 1 counts down' },
    {
      name: 'TRIG_EDGE',
      kind: 'param enum',
      description: 'The edge that counts',
      labels: ['Rising', 'Falling', 'Either'],
    },
    {
      name: 'OUT_MODE',
      kind: 'param enum',
      description: 'When OUT follows the count',
      labels: ['On-Change', 'On-Disable'],
    },
    { name: 'SET', kind: 'write int', description: 'Sets the count at once' },
    { name: 'START', kind: 'param int', description: 'The count when enabled' },
    { name: 'STEP', kind: 'param uint', description: 'What a trigger adds or takes; 0 is 1' },
    { name: 'MAX', kind: 'param int', description: 'Above it the count goes on from MIN' },
    { name: 'MIN', kind: 'param int', description: 'Below it the count goes on from MAX' },
    { name: 'CARRY', kind: 'bit_out', description: 'Whether the last trigger passed MAX or MIN' },
    { name: 'OUT', kind: 'pos_out', description: 'The count' },
  ],
};
