import type { BlockShape } from '../block-table.ts';

export const div: BlockShape = {
  description: 'Divider of pulses',
  fields: [
    { name: 'ENABLE', kind: 'bit_mux', description: 'Starts at its rising edge, resets at its falling one' },
    { name: 'INP', kind: 'bit_mux', description: 'The pulses' },
    { name: 'DIVISOR', kind: 'param uint', description: 'One pulse in so many goes to OUTD' },
    { name: 'FIRST_PULSE', kind: 'param enum', description: 'Where the first pulse goes', labels: ['OutN', 'OutD'] },
    { name: 'OUTD', kind: 'bit_out', description: 'One pulse in DIVISOR' },
    { name: 'OUTN', kind: 'bit_out', description: 'The other pulses' },
    { name: 'COUNT', kind: 'read uint', description: 'Pulses since the last one on OUTD' },
  ],
};
