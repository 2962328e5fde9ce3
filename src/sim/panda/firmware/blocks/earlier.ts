import { withFields, without } from '../reshape.ts';
import { calc } from './calc.ts';
import { clock } from './clock.ts';
import { counter } from './counter.ts';
import { inenc, outenc } from './encoders.ts';
import { pcap } from './pcap.ts';
import { seq } from './seq.ts';
import { syncIn, syncOut } from './sync.ts';
import { system } from './system.ts';
import { lvdsout, ttlout } from './ttl.ts';

const upperBits = [9, 10, 11, 12, 13, 14, 15, 16];

export const earlierCalc = withFields(calc, {
  name: 'FUNC',
  kind: 'param enum',
  description: 'What is computed',
  labels: ['A+B+C+D'],
});

export const earlierClock = without(clock, 'WIDTH');

export const earlierCounter = without(counter, 'TRIG_EDGE', 'OUT_MODE', 'SET');

export const earlierInenc = without(inenc, 'ENCODING', 'HOMED');

export const earlierOutenc = without(outenc, 'ENCODING');

export const earlierTtlout = without(ttlout, 'QUARTER_DELAY', 'FINE_DELAY');

export const earlierLvdsout = without(lvdsout, 'QUARTER_DELAY', 'FINE_DELAY');

export const earlierPcap = {
  ...pcap,
  fields: pcap.fields.map((field) => (field.name === 'GATE_DURATION' ? { ...field, name: 'SAMPLES' } : field)),
};

const table = seq.fields.find((field) => field.name === 'TABLE')!;

export const earlierSeq = withFields(
  seq,
  { ...table, table: { ...table.table!, maxWords: 16_384, streams: false } },
  {
    name: 'HEALTH',
    kind: 'read enum',
    description: 'What went wrong',
    labels: ['OK', 'Next table not written in time', 'Table overwritten while in used'],
  },
  { name: 'CAN_WRITE_NEXT', kind: 'read uint', max: 1, description: 'Whether the next table can be written' },
);

export const earlierSystem = withFields(
  without(system, 'CLOCK_SOURCE', 'CLK_SEL_STAT', 'HEALTH', 'VCCINT', 'EXT_CLOCK_FREQ'),
  {
    name: 'EXT_CLOCK',
    kind: 'param enum',
    description: 'Which clock is asked for',
    labels: ['int clock', 'sma clock', 'event receiver'],
  },
);

export const earlierSyncIn = withFields(
  without(syncIn, 'HEALTH', 'ERR_CNT'),
  ...upperBits.map((bit) => ({ name: `BIT${bit}`, kind: 'bit_out', description: `Bit ${bit} of the link` }) as const),
);

export const earlierSyncOut = withFields(
  syncOut,
  ...upperBits.map((bit) => ({ name: `BIT${bit}`, kind: 'bit_mux', description: `Bit ${bit} of the link` }) as const),
);
