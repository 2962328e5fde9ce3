import type { Firmware } from '../../../src/sim/panda/firmware/block-table.ts';
import { bits } from '../../../src/sim/panda/firmware/blocks/bits.ts';
import { pcap } from '../../../src/sim/panda/firmware/blocks/pcap.ts';

/** No firmware has all of these: every class with every type, the rare ones and odd texts among them. */
export const everyKind: Firmware = {
  app: 'every-kind',
  version: '4.1.0C7',
  build: '01234567',
  user: '89abcdef',
  hasStdDev: true,
  blocks: [
    {
      name: 'ODD2_ONE',
      count: 2,
      shape: {
        description: 'Every kind of field */ ${there} is',
        fields: [
          { name: 'P_UINT', kind: 'param uint', description: 'Bounded', max: 1023 },
          { name: 'P_INT', kind: 'param int', description: 'Signed' },
          { name: 'P_BIT', kind: 'param bit', description: 'One bit' },
          { name: 'P_ENUM', kind: 'param enum', description: 'With a hole', labels: ['a = b', undefined, "it's (c)"] },
          { name: 'P_LUT', kind: 'param lut', description: 'An expression' },
          { name: 'P_TIME', kind: 'param time', description: '32 bits of ticks' },
          { name: 'P_SCALAR', kind: 'param scalar', description: 'Scaled', scale: 0.5, offset: 10, units: 'mm' },
          { name: 'R_UINT', kind: 'read uint', description: 'Bounded readout', max: 1023 },
          { name: 'R_INT', kind: 'read int', description: 'Signed readout' },
          { name: 'R_BIT', kind: 'read bit', description: 'Bit readout' },
          { name: 'R_ENUM', kind: 'read enum', description: 'Readout with labels', labels: ['no', 'yes'] },
          { name: 'R_LUT', kind: 'read lut', description: 'Lookup readout' },
          { name: 'R_TIME', kind: 'read time', description: 'Time readout' },
          { name: 'R_SCALAR', kind: 'read scalar', description: 'Scaled readout', scale: 0.25, units: 'V' },
          { name: 'W_UINT', kind: 'write uint', description: 'Bounded command', max: 7 },
          { name: 'W_INT', kind: 'write int', description: 'Signed command' },
          { name: 'W_BIT', kind: 'write bit', description: 'Bit command' },
          { name: 'W_ENUM', kind: 'write enum', description: 'Command with labels', labels: ['off', 'on'] },
          { name: 'W_LUT', kind: 'write lut', description: 'Lookup command' },
          { name: 'W_TIME', kind: 'write time', description: 'Time command' },
          { name: 'W_SCALAR', kind: 'write scalar', description: 'Scaled command', scale: 2 },
          { name: 'W_ACTION', kind: 'write action', description: 'A command' },
          { name: 'TIME', kind: 'time', description: '48 bits of ticks' },
          { name: 'B_OUT', kind: 'bit_out', description: 'A bit' },
          { name: 'POS', kind: 'pos_out', description: 'A position', scale: 0.001, offset: 5, units: 'mm' },
          { name: 'B_MUX', kind: 'bit_mux', description: 'A selected bit' },
          { name: 'P_MUX', kind: 'pos_mux', description: 'A selected position' },
          {
            name: 'SHORT',
            kind: 'table',
            description: 'A table that cannot stream',
            table: {
              rowWords: 2,
              maxWords: 8,
              streams: false,
              columns: [
                { name: 'HIGH', high: 63, low: 33, type: 'int', description: 'Bits of the second word' },
                { name: 'LOW', high: 15, low: 0, type: 'uint', description: 'Bits of the first word' },
                { name: 'MODE', high: 18, low: 16, type: 'enum', description: 'Labelled', labels: ['x>=y', 'x<=y'] },
              ],
            },
          },
          {
            name: 'LONG',
            kind: 'table',
            description: 'A table that streams',
            table: {
              rowWords: 1,
              maxWords: 4096,
              streams: true,
              columns: [{ name: 'VALUE', high: 31, low: 0, type: 'uint', description: 'The word' }],
            },
          },
        ],
      },
    },
    { name: 'BITS', count: 1, shape: bits },
    { name: 'PCAP', count: 1, shape: pcap },
  ],
};
