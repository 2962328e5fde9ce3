import type { BlockShape } from '../block-table.ts';

export const clock: BlockShape = {
  description: 'Clock of any period',
  fields: [
    { name: 'ENABLE', kind: 'bit_mux', description: 'Starts at its rising edge, stops at its falling one' },
    { name: 'PERIOD', kind: 'param time', description: 'From one rising edge to the next' },
    { name: 'WIDTH', kind: 'param time', description: 'How long the output is high; 0 is half the period' },
    { name: 'OUT', kind: 'bit_out', description: 'The clock' },
  ],
};
