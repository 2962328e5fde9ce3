import type { BlockShape } from '../block-table.ts';

const encoding = ['Unsigned Binary', 'Unsigned Gray', 'Signed Binary', 'Signed Gray'];
const daughterCard = [
  'DCARD id 0',
  'Encoder Control',
  'DCARD id 2',
  'Encoder Monitor',
  'DCARD id 3',
  'DCARD id 4',
  'DCARD id 5',
  'Unplugged',
];

export const inenc: BlockShape = {
  description: 'Encoder input',
  fields: [
    { name: 'CLK', kind: 'bit_mux', description: 'Clock for the encoder' },
    {
      name: 'PROTOCOL',
      kind: 'param enum',
      description: 'What the encoder speaks',
      labels: ['Quadrature', 'SSI', 'BISS', 'enDat'],
    },
    { name: 'ENCODING', kind: 'param enum', description: 'Code of an absolute position', labels: encoding },
    {
      name: 'CLK_SRC',
      kind: 'param enum',
      description: 'Where the clock is from',
      labels: ['Internally Generated', 'From CLK'],
    },
    { name: 'CLK_PERIOD', kind: 'param time', description: 'Period of the clock' },
    { name: 'FRAME_PERIOD', kind: 'param time', description: 'From one reading to the next' },
    { name: 'BITS', kind: 'param uint', max: 63, description: 'Bits of a reading' },
    { name: 'LSB_DISCARD', kind: 'param uint', max: 31, description: 'Low bits that are left out' },
    { name: 'MSB_DISCARD', kind: 'param uint', max: 31, description: 'High bits that are left out' },
    { name: 'SETP', kind: 'write int', description: 'Sets the position' },
    { name: 'RST_ON_Z', kind: 'param bit', description: 'Whether a rising Z zeroes the position' },
    { name: 'A', kind: 'bit_out', description: 'Line A of quadrature' },
    { name: 'B', kind: 'bit_out', description: 'Line B of quadrature' },
    { name: 'Z', kind: 'bit_out', description: 'Line Z of quadrature' },
    { name: 'DATA', kind: 'bit_out', description: 'Data of the encoder' },
    { name: 'CONN', kind: 'bit_out', description: 'Whether there is a signal' },
    { name: 'HOMED', kind: 'read bit', description: 'Whether Z was seen' },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'What went wrong',
      labels: [
        'OK',
        'Linkup error (=not CONN)',
        'Timeout error (for BISS, SSI)',
        'CRC error (for BISS)',
        'Error bit active (for BISS)',
        'ENDAT not implemented',
        'Protocol readback error',
      ],
    },
    { name: 'VAL', kind: 'pos_out', description: 'The position' },
    { name: 'DCARD_TYPE', kind: 'read enum', description: 'The daughter card', labels: daughterCard },
  ],
};

export const outenc: BlockShape = {
  description: 'Encoder output',
  fields: [
    { name: 'ENABLE', kind: 'bit_mux', description: 'Starts at its rising edge, stops at its falling one' },
    {
      name: 'GENERATOR_ERROR',
      kind: 'param enum',
      description: 'An error to put out',
      labels: ['No', 'BISS frame error bit'],
    },
    { name: 'A', kind: 'bit_mux', description: 'Line A when passed through' },
    { name: 'B', kind: 'bit_mux', description: 'Line B when passed through' },
    { name: 'Z', kind: 'bit_mux', description: 'Line Z when passed through' },
    { name: 'DATA', kind: 'bit_mux', description: 'Data when passed through' },
    {
      name: 'PROTOCOL',
      kind: 'param enum',
      description: 'What is spoken',
      labels: ['Quadrature', 'SSI', 'BISS', 'enDat', 'ABZ Passthrough', 'DATA Passthrough'],
    },
    { name: 'ENCODING', kind: 'param enum', description: 'Code of an absolute position', labels: encoding },
    { name: 'BITS', kind: 'param uint', max: 32, description: 'Bits of a reading' },
    { name: 'QPERIOD', kind: 'param time', description: 'From one quadrature edge to the next' },
    { name: 'CLK', kind: 'bit_out', description: 'Clock of the reader' },
    { name: 'VAL', kind: 'pos_mux', description: 'The position' },
    {
      name: 'HEALTH',
      kind: 'read enum',
      description: 'What went wrong',
      labels: [
        'OK',
        'Biss timeout error (did not received right number of sck for biss frame)',
        'ENDAT not implemented',
        'OUTENC unused (MONITOR mode)',
        'Protocol readback error',
      ],
    },
    { name: 'DCARD_TYPE', kind: 'read enum', description: 'The daughter card', labels: daughterCard },
    {
      name: 'QSTATE',
      kind: 'read enum',
      description: 'Where quadrature is',
      labels: ['Disabled', 'At position', 'Slewing'],
    },
  ],
};
