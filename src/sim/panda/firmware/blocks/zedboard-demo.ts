import type { BlockShape } from '../block-table.ts';

export const zedboardDemo: BlockShape = {
  description: 'Lights, switches and display of the ZedBoard',
  fields: [
    {
      name: 'OLED_DISP',
      kind: 'param enum',
      description: 'What the display shows',
      labels: ['build_ver', 'switch_set', 'led_set'],
    },
    { name: 'LED_SELECT', kind: 'param enum', description: 'What lights the LEDs', labels: ['led_set', 'switches'] },
    { name: 'LED_SET', kind: 'param int', description: 'LEDs to light' },
    { name: 'SWITCH_STAT', kind: 'read int', description: 'Where the switches are' },
  ],
};
