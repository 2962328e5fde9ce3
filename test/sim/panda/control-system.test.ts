import { describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Dialogue } from './dialogue.ts';
import { everyKind } from './every-kind.ts';

const dialogue = new Dialogue(pandaboxNoFmc);
const { ask, list } = { ask: dialogue.ask.bind(dialogue), list: dialogue.list.bind(dialogue) };

describe('a command of the system', () => {
  it('says what it is, and what it runs', () => {
    expect(ask('*IDN?')).toBe('OK =PandA SW: 4.1-devgen FPGA: 4.1.0 00000000 00000000 rootfs: embedded');
    expect(new Dialogue(everyKind).ask('*IDN?')).toContain('FPGA: 4.1.0C7 01234567 89abcdef');
    expect(ask('*METADATA.APPNAME?')).toBe('OK =pandabox-no-fmc');
    expect(ask('*CLOCK_FREQ?')).toBe('OK =125000000');
    expect(ask('*VERBOSE=1')).toBe('OK');
    expect(ask('*VERBOSE=2')).toBe('ERR Invalid bit value');
    expect(ask('*SAVESTATE=')).toBe('OK');
  });

  it('describes blocks, fields and attributes', () => {
    expect(ask('*DESC.SEQ?')).toBe('OK =Sequencer of timed and triggered outputs');
    expect(ask('*DESC.SEQ2?')).toBe(ask('*DESC.SEQ?'));
    expect(ask('*DESC.SEQ.BITA?')).toBe('OK =Bit A for triggers');
    expect(ask('*DESC.SEQ1.BITA.INFO?')).toBe('OK =Class and type of the field');
    expect(ask('*DESC.SEQ.BITA.INFO?')).toBe('ERR Missing block number');
    expect(ask('*DESC?')).toBe("ERR Character '.' expected");
    expect(ask('*DESC.SEQ.X?')).toBe('ERR No such field');
    for (const { name, shape } of pandaboxNoFmc.blocks)
      for (const text of [ask(`*DESC.${name}?`), ...shape.fields.map((field) => ask(`*DESC.${name}.${field.name}?`))])
        expect(text).toMatch(/^OK =.{1,84}$/);
  });

  it('lists what can be chosen', () => {
    expect(list('*ENUMS.TTLIN.TERM?')).toEqual(['High-Z', '50-Ohm']);
    expect(list('*ENUMS.TTLIN2.TERM?')).toEqual(['High-Z', '50-Ohm']);
    expect(list('*ENUMS.INENC1.CLK_PERIOD.UNITS?')).toEqual(['min', 's', 'ms', 'us']);
    expect(list('*ENUMS.PCAP.TS_START.CAPTURE?')).toEqual(['No', 'Value']);
    expect(list('*ENUMS.INENC.VAL.CAPTURE?')).toEqual('No,Value,Diff,Sum,Mean,Min,Max,Min Max,Min Max Mean'.split(','));
    expect(ask('*ENUMS.INENC1.BITS?')).toMatch(/^ERR /);
    expect(new Dialogue(everyKind).list('*CAPTURE.ENUMS?')).toHaveLength(11);
  });

  it('lists captures, and clears them', () => {
    expect(list('*CAPTURE.OPTIONS?')).toEqual(['Value', 'Diff', 'Sum', 'Min', 'Max', 'Mean']);
    expect(new Dialogue(everyKind).list('*CAPTURE.OPTIONS?').at(-1)).toBe('StdDev');
    expect(list('*CAPTURE.*?').slice(0, 5)).toEqual([
      'INENC1.VAL',
      'INENC2.VAL',
      'INENC3.VAL',
      'INENC4.VAL',
      'PCAP.TS_START',
    ]);
    ask('PCAP.BITS0.CAPTURE=Value');
    ask('INENC2.VAL.CAPTURE=Min Max');
    expect(list('*CAPTURE?')).toEqual(['INENC2.VAL Min Max', 'PCAP.BITS0 Value']);
    expect(ask('*CAPTURE=')).toBe('OK');
    expect(list('*CAPTURE?')).toEqual([]);
    expect(ask('PCAP.BITS0.CAPTURE?')).toBe('OK =No');
    expect(ask('*CAPTURE=x')).toBe('ERR Unexpected character after input');
    expect(ask('*CAPTURE.X?')).toMatch(/^ERR /);
  });

  it('arms and disarms', () => {
    expect(ask('*PCAP.STATUS?')).toBe('OK =Idle 0 0');
    expect(ask('*PCAP.ARM=')).toBe('ERR Nothing configured for capture');
    ask('PCAP.TS_TRIG.CAPTURE=Value');
    expect(ask('*PCAP.ARM=1')).toBe('ERR Unexpected character after input');
    expect(ask('*PCAP.ARM=')).toBe('OK');
    expect(ask('*PCAP.STATUS?')).toBe('OK =Busy 0 0');
    expect(ask('*PCAP.COMPLETION?')).toBe('OK =Busy');
    expect(ask('*PCAP.ARM=')).toBe('ERR Data capture already in progress');
    dialogue.ticks(2);
    expect(ask('PCAP.ACTIVE?')).toBe('OK =1');
    expect(ask('*PCAP.DISARM=')).toBe('OK');
    dialogue.ticks(2);
    expect(ask('PCAP.ACTIVE?')).toBe('OK =0');
    expect(ask('*PCAP.CAPTURED?')).toBe('OK =0');
    expect(ask('*PCAP.COMPLETION?')).toBe('OK =Disarmed');
    expect(ask('*PCAP.X?')).toMatch(/^ERR /);
    ask('*CAPTURE=');
  });

  it('arms at the tick at which nothing was disarmed', () => {
    ask('PCAP.TS_TRIG.CAPTURE=Value');
    expect([ask('*PCAP.DISARM='), ask('*PCAP.ARM=')]).toEqual(['OK', 'OK']);
    dialogue.ticks(3);
    expect(ask('*PCAP.STATUS?')).toBe('OK =Busy 0 0');
    ask('*PCAP.DISARM=');
    dialogue.ticks(3);
    ask('*CAPTURE=');
  });

  it('disarms what was armed at the same tick', () => {
    ask('PCAP.TS_TRIG.CAPTURE=Value');
    expect([ask('*PCAP.ARM='), ask('*PCAP.DISARM=')]).toEqual(['OK', 'OK']);
    dialogue.ticks(3);
    expect(ask('*PCAP.COMPLETION?')).toBe('OK =Disarmed');
    expect(ask('PCAP.ACTIVE?')).toBe('OK =0');
    ask('*CAPTURE=');
  });

  it('refuses a sample of 64 words', () => {
    const names = list('*CAPTURE.*?').filter((name) => !name.startsWith('PCAP.'));
    expect(names).toHaveLength(26);
    const arm = (captures: (i: number) => string): string | undefined => {
      names.forEach((name, i) => ask(`${name}.CAPTURE=${captures(i)}`));
      return ask('*PCAP.ARM=');
    };
    expect(arm((i) => (i < 13 ? 'Value Sum' : 'Value Diff'))).toBe('ERR Too many captures for PCAP');
    expect(arm((i) => (i < 11 ? 'Value Sum' : 'Value Diff'))).toBe('OK');
    ask('*PCAP.DISARM=');
    ask('*CAPTURE=');
    dialogue.ticks(2);
  });

  it('keeps texts of its users', () => {
    expect(list('*METADATA.*?').toSorted().slice(0, 4)).toEqual(['APPNAME', 'DESIGN', 'EXPORTS', 'LABEL_BITS1']);
    expect(list('*METADATA.*?')).toHaveLength(4 + 73);
    expect(ask('*METADATA.LABEL_PCAP1=My capture')).toBe('OK');
    expect(ask('*METADATA.LABEL_PCAP1?')).toBe('OK =My capture');
    expect(ask('*METADATA.LAYOUT<', 'one', 'two = 2', '')).toBe('OK');
    expect(list('*METADATA.LAYOUT?')).toEqual(['one', 'two = 2']);
    expect(ask('*METADATA.LAYOUT=x')).toBe('ERR Cannot write to this field');
    expect(ask('*METADATA.DESIGN<', 'x', '')).toBe('ERR Cannot write to this field');
    expect(ask('*METADATA.APPNAME=x')).toBe('ERR Cannot write to this field');
    expect(ask('*METADATA.X?')).toBe('ERR Metadata key X not found');
    expect(ask('*METADATA.__proto__?')).toBe('ERR Metadata key __proto__ not found');
  });
});
