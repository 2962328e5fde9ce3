import type { BlockShape } from '../block-table.ts';

export const pcomp: BlockShape = {
  description: 'Pulses at positions',
  fields: [
    { name: 'PRE_START', kind: 'param int', description: 'How far INP must be from START before START counts' },
    { name: 'START', kind: 'param int', description: 'Where the first pulse begins' },
    { name: 'WIDTH', kind: 'param int', description: 'How far a pulse lasts' },
    { name: 'STEP', kind: 'param int', description: 'From the start of a pulse to that of the next' },
    { name: 'PULSES', kind: 'param uint', description: 'How many pulses; 0 never ends' },
    {
      name: 'RELATIVE',
      kind: 'param enum',
      description: 'What START is counted from',
      labels: ['Absolute', 'Relative'],
    },
    { name: 'DIR', kind: 'param enum', description: 'Which way INP goes', labels: ['Positive', 'Negative', 'Either'] },
    { name: 'ENABLE', kind: 'bit_mux', description: 'Starts at its rising edge, stops at its falling one' },
    { name: 'INP', kind: 'pos_mux', description: 'The position' },
    { name: 'ACTIVE', kind: 'bit_out', description: 'High while pulses are to come' },
    { name: 'OUT', kind: 'bit_out', description: 'The pulses' },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'What went wrong',
      labels: ['OK', 'Position jumped by more than STEP', "Can't guess DIR when RELATIVE and PRE_START=0 and START=0"],
    },
    { name: 'PRODUCED', kind: 'read uint', description: 'Pulses begun since enabled' },
    {
      name: 'STATE',
      kind: 'read enum',
      description: 'What it waits for',
      labels: ['WAIT_ENABLE', 'WAIT_DIR', 'WAIT_PRE_START', 'WAIT_RISING', 'WAIT_FALLING'],
    },
  ],
};
