import type { BlockShape } from '../block-table.ts';

export const pcap: BlockShape = {
  description: 'Capture of bits and positions',
  fields: [
    { name: 'ENABLE', kind: 'bit_mux', description: 'High captures once armed; its falling edge ends the capture' },
    { name: 'GATE', kind: 'bit_mux', description: 'Sums, extremes and differences are taken while it is high' },
    { name: 'TRIG', kind: 'bit_mux', description: 'Makes a sample at the edge that TRIG_EDGE selects' },
    {
      name: 'TRIG_EDGE',
      kind: 'param enum',
      description: 'The edge that makes a sample',
      labels: ['Rising', 'Falling', 'Either'],
    },
    {
      name: 'SHIFT_SUM',
      kind: 'param uint',
      max: 8,
      description: 'Bits by which sums and durations are shifted right',
    },
    { name: 'ACTIVE', kind: 'bit_out', description: 'High from arming to the end of the capture' },
    { name: 'TS_START', kind: 'ext_out timestamp', description: 'When the gate first was high in the sample' },
    {
      name: 'TS_END',
      kind: 'ext_out timestamp',
      description: 'When the gate last was high in the sample, plus a tick',
    },
    { name: 'TS_TRIG', kind: 'ext_out timestamp', description: 'When the sample was triggered' },
    { name: 'GATE_DURATION', kind: 'ext_out samples', description: 'Ticks for which the gate was high in the sample' },
    { name: 'BITS0', kind: 'ext_out bits', word: 0, description: 'Bits 0 to 31 of the bit bus' },
    { name: 'BITS1', kind: 'ext_out bits', word: 1, description: 'Bits 32 to 63 of the bit bus' },
    { name: 'BITS2', kind: 'ext_out bits', word: 2, description: 'Bits 64 to 95 of the bit bus' },
    { name: 'BITS3', kind: 'ext_out bits', word: 3, description: 'Bits 96 to 127 of the bit bus' },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'How the last capture went',
      labels: ['OK', 'Capture events too close together', 'Samples overflow'],
    },
  ],
};
