import type { BlockShape } from '../block-table.ts';

export const pulse: BlockShape = {
  description: 'Delayed and stretched pulses',
  fields: [
    {
      name: 'ENABLE',
      kind: 'bit_mux',
      description: 'Starts at its rising edge, drops what is queued at its falling one',
    },
    { name: 'TRIG', kind: 'bit_mux', description: 'What makes the pulses' },
    { name: 'DELAY', kind: 'time', description: 'From the trigger to the pulse' },
    { name: 'WIDTH', kind: 'time', description: 'How long a pulse is; 0 is as long as the trigger' },
    { name: 'PULSES', kind: 'param uint', description: 'Pulses a trigger; 0 is 1' },
    { name: 'STEP', kind: 'time', description: 'From one pulse of a trigger to the next' },
    {
      name: 'TRIG_EDGE',
      kind: 'param enum',
      description: 'The edge that triggers',
      labels: ['Rising', 'Falling', 'Either'],
    },
    { name: 'OUT', kind: 'bit_out', description: 'The pulses' },
    { name: 'QUEUED', kind: 'read uint', max: 1023, description: 'Pulses that wait' },
    { name: 'DROPPED', kind: 'read uint', description: 'Triggers without pulses, for want of time or room' },
  ],
};
