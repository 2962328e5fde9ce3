import type { BlockSpec, DeviceSpec, Meta, VectorSpec } from '@devgen/runtime';
import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { command, pulledSource, r, rw, specOfFacts } from '../pulled-source.ts';

const BIT_MUX = [
  'ZERO',
  'ONE',
  'TTLIN1.VAL',
  'TTLIN2.VAL',
  'SEQ1.OUTA',
  'SEQ1.ACTIVE',
  'SEQ2.OUTA',
  'SEQ2.ACTIVE',
  'PCAP.ACTIVE',
];
const POS_MUX = ['ZERO', 'INENC1.VAL', 'INENC2.VAL'];
const TRIGGERS = ['Immediate', 'BITA=0', 'BITA=1', 'POSA>=POSITION', 'POSA<=POSITION'];

const seq: DeviceSpec = specOfFacts('panda:SEQ', {
  ENABLE: [rw('ENABLE', { type: 'enum', labels: BIT_MUX })],
  'ENABLE.DELAY': [rw('ENABLE.DELAY', { type: 'u32', units: 'ticks' })],
  POSA: [rw('POSA', { type: 'enum', labels: POS_MUX })],
  PRESCALE: [rw('PRESCALE', { type: 'f64', units: 's' })],
  ACTIVE: [r('ACTIVE', { type: 'bool' })],
  TABLE: [
    rw('TABLE', {
      type: 'table',
      fields: [
        { name: 'repeats', type: 'u16[]' },
        { name: 'trigger', type: 'enum[]', labels: TRIGGERS },
        { name: 'position', type: 'i32[]' },
        { name: 'time1', type: 'u32[]', units: 's' },
        { name: 'outa1', type: 'bool[]' },
        { name: 'outb1', type: 'bool[]' },
      ],
    }),
  ],
});

const pcap: DeviceSpec = specOfFacts('panda:PCAP', {
  ENABLE: [rw('ENABLE', { type: 'enum', labels: BIT_MUX })],
  ACTIVE: [r('ACTIVE', { type: 'bool' })],
  'ARM()': [command('ARM')],
  'DISARM()': [command('DISARM')],
});

const vector: VectorSpec = { kind: 'vector', source: 'SEQ', of: seq, keys: [2, 1] };
const block: BlockSpec = { kind: 'block', source: 'PCAP', of: pcap };

const inner = new Map<string, Meta>([
  ['SEQ/1/PRESCALE', { units: 's', description: 'Prescale the units' }],
  ['SEQ/2/PRESCALE', { units: 's', description: 'Prescale the units' }],
  ['PCAP/ACTIVE', { description: 'Data capture in progress' }],
]);

/** A box with two sequencers, one position capture, and its own bit and position buses. */
export const PANDA_FACILITY: PulledSource = pulledSource('box', 'panda', [
  {
    device: 'BL01-PANDA-01',
    id: 'panda:PandA',
    doc: 'Position and acquisition box.',
    labelSets: new Map([
      ['bit_mux', BIT_MUX],
      ['pos_mux', POS_MUX],
    ]),
    members: {
      SEQ: [vector],
      PCAP: [block],
      STANDARD: [{ ...r('STANDARD', { type: 'str' }), optional: true }],
    },
    inner,
  },
]);
