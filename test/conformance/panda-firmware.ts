import type { Firmware } from '../../src/sim/panda/firmware/block-table.ts';
import { pcap } from '../../src/sim/panda/firmware/blocks/pcap.ts';

/** One block with what the lifecycle suite needs, as far as a PandA has it. */
export const lifecycleFirmware: Firmware = {
  app: 'lifecycle',
  version: '4.1.0',
  build: '00000000',
  user: '00000000',
  hasStdDev: false,
  blocks: [
    {
      name: 'LIFE',
      count: 1,
      shape: {
        description: 'What the lifecycle suite asks for',
        fields: [
          { name: 'NUMBER', kind: 'param scalar', description: 'Kept', scale: 0.5 },
          { name: 'READBACK', kind: 'read scalar', description: 'Changed by the hardware' },
          {
            name: 'MODE',
            kind: 'param enum',
            description: 'Kept',
            labels: ['Idle', 'Run', 'Fault', 'Maintenance'],
          },
          { name: 'BROKEN', kind: 'param scalar', description: 'Out of order' },
          { name: 'RESET', kind: 'write action', description: 'Makes the number zero' },
          { name: 'SLOW', kind: 'write action', description: 'Takes its time' },
        ],
      },
    },
    { name: 'PCAP', count: 1, shape: pcap },
  ],
};
