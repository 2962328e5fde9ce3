import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExtraMember } from '@devgen/runtime';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { type OpenBox, openBox } from './boxes.ts';

let box: OpenBox;
beforeAll(async () => {
  box = await openBox({ firmware: everyKind }, { period: 5 });
});
beforeEach(() => box.sim.asked.clear());
afterAll(() => box.stop());

const odd = (key: string): string => `ODD2_ONE/2/${key}`;

function sent(): readonly string[] {
  return [...box.sim.asked.sets, ...box.sim.asked.tables];
}

describe('a value of each kind goes and comes', () => {
  it.each<[string, unknown, string]>([
    ['P_UINT', 1023, '1023'],
    ['P_INT', -(2 ** 31), '-2147483648'],
    ['P_BIT', true, '1'],
    ['P_ENUM', 'a = b', 'a = b'],
    ['P_LUT', 'A&B', 'A&B'],
    ['P_TIME', 1.5, '1.5'],
    ['P_SCALAR', 10.5, '10.5'],
    ['TIME', 1000, '1000'],
    ['TIME.UNITS', 'ms', 'ms'],
    ['POS.SCALE', 2e-7, '2e-7'],
    ['POS.OFFSET', -1.5, '-1.5'],
    ['POS.UNITS', 'µm per °', 'µm per °'],
    ['POS.CAPTURE', ['Value', 'Mean'], 'Value Mean'],
    ['POS.CAPTURE', [], 'No'],
    ['B_MUX', 'BITS.OUTA', 'BITS.OUTA'],
    ['B_MUX.DELAY', 31, '31'],
    ['P_MUX', 'ODD2_ONE1.POS', 'ODD2_ONE1.POS'],
    ['LABEL', 'a label', 'a label'],
  ])('%s %j', async (key, value, text) => {
    await box.signal(odd(key)).set(value);
    const name = key === 'LABEL' ? '*METADATA.LABEL_ODD2_ONE2' : `ODD2_ONE2.${key}`;
    expect(sent()).toEqual([`${name}=${text}`]);
    expect(await box.signal(odd(key)).get()).toEqual(value);
    expect(await box.signal(odd(key)).setpoint()).toEqual(value);
  });

  it('also where it is only written', async () => {
    await box.signal(odd('W_UINT')).set(7);
    await box.signal(odd('W_ENUM')).set('on');
    await box.signal(odd('W_BIT')).set(false);
    expect(sent()).toEqual(['ODD2_ONE2.W_UINT=7', 'ODD2_ONE2.W_ENUM=on', 'ODD2_ONE2.W_BIT=0']);
    await expect(box.signal(odd('W_UINT')).get()).rejects.toMatchObject({ code: 'MEMBER.KIND' });
  });

  it('of commands is nothing', async () => {
    const action = box.member(odd('W_ACTION()'));
    if (action.kind !== 'command') throw new Error('no command');
    await action.execute(undefined);
    const [arm, disarm] = [box.member('PCAP/ARM()'), box.member('PCAP/DISARM()')];
    await box.signal('PCAP/TS_TRIG.CAPTURE').set('Value');
    await (arm as Extract<ExtraMember, { kind: 'command' }>).execute(undefined);
    await (disarm as Extract<ExtraMember, { kind: 'command' }>).execute(undefined);
    expect(sent()).toEqual(['ODD2_ONE2.W_ACTION=', 'PCAP.TS_TRIG.CAPTURE=Value', '*PCAP.ARM=', '*PCAP.DISARM=']);
  });

  it('of the box itself is read once, and is who it is', async () => {
    expect(await box.signal('*IDN').get()).toContain('FPGA: 4.1.0C7');
    expect(await box.signal('*METADATA/APPNAME').get()).toBe('every-kind');
    await box.signal('*METADATA/LAYOUT').set('two\nlines');
    expect(await box.signal('*METADATA/LAYOUT').get()).toBe('two\nlines');
    expect(box.sim.asked.tables).toEqual(['*METADATA.LAYOUT<']);
  });

  it('of a table is its columns', async () => {
    const value = { high: Int32Array.of(-1, 5), low: Uint16Array.of(65_535, 0), mode: ['x<=y', 'x>=y'] };
    await box.signal(odd('SHORT')).set(value);
    expect(await box.signal(odd('SHORT')).get()).toEqual(value);
    expect(sent()).toEqual(['ODD2_ONE2.SHORT<B']);
    const none = { high: new Int32Array(0), low: new Uint16Array(0), mode: [] };
    await box.signal(odd('SHORT')).set(none);
    expect(await box.signal(odd('SHORT')).get()).toEqual(none);
  });
});

describe('what does not fit is never sent', () => {
  it.each<[string, unknown, string]>([
    ['P_UINT', 1024, 'VALUE.LIMITS'],
    ['P_UINT', -5, 'VALUE.TYPE'],
    ['P_UINT', 1.5, 'VALUE.TYPE'],
    ['P_INT', 2 ** 31, 'VALUE.TYPE'],
    ['P_ENUM', 'c', 'VALUE.LABEL_UNKNOWN'],
    ['B_MUX', 'TTLIN1.VAL', 'VALUE.LABEL_UNKNOWN'],
    ['B_MUX.DELAY', 32, 'VALUE.LIMITS'],
    ['P_LUT', 'A\n*SAVESTATE=', 'PANDA.TEXT'],
    ['POS.SCALE', NaN, 'VALUE.TYPE'],
    ['POS.OFFSET', Infinity, 'VALUE.TYPE'],
    ['POS.CAPTURE', ['Value', 'Value'], 'VALUE.TYPE'],
    ['POS.CAPTURE', ['Median'], 'VALUE.LABEL_UNKNOWN'],
    ['P_TIME', 35, 'VALUE.LIMITS'],
    ['P_TIME', -1, 'VALUE.LIMITS'],
    ['P_TIME', 1e-9, 'VALUE.LIMITS'],
    ['P_SCALAR', NaN, 'VALUE.TYPE'],
    ['LABEL', 'x'.repeat(1100), 'PANDA.LINE_TOO_LONG'],
    ['SHORT', { high: Int32Array.of(2 ** 30), low: Uint16Array.of(0), mode: ['x>=y'] }, 'VALUE.LIMITS'],
    ['SHORT', { high: Int32Array.of(0), low: Uint16Array.of(0), mode: ['x=y'] }, 'VALUE.LABEL_UNKNOWN'],
    ['SHORT', { high: Int32Array.of(0, 1), low: Uint16Array.of(0), mode: ['x>=y'] }, 'VALUE.TYPE'],
    ['SHORT', { high: new Int32Array(5), low: new Uint16Array(5), mode: Array(5).fill('x>=y') }, 'VALUE.LIMITS'],
  ])('%s %j', async (key, value, code) => {
    const set = box.signal(odd(key)).set(value);
    await expect(set).rejects.toMatchObject({ code, member: expect.stringContaining(key) });
    await expect(set).rejects.toThrow(key);
    expect(sent()).toEqual([]);
  });

  it('by the limits of the unit that it has now', async () => {
    await box.signal(odd('P_TIME.UNITS')).set('us');
    await box.signal(odd('P_TIME')).set(1e6);
    await expect(box.signal(odd('P_TIME')).set(1e9)).rejects.toMatchObject({
      code: 'VALUE.LIMITS',
      message: expect.stringContaining('us'),
    });
    await expect(box.signal(odd('P_TIME')).set(0.003)).rejects.toMatchObject({ code: 'VALUE.LIMITS' });
    await box.signal(odd('P_TIME')).set(0);
  });

  it('names the column and row of a table', async () => {
    const value = { high: Int32Array.of(0, -(2 ** 31)), low: Uint16Array.of(0, 0), mode: ['x>=y', 'x>=y'] };
    await expect(box.signal(odd('SHORT')).set(value)).rejects.toThrow(/-2147483648 at high\[1\] is outside/);
  });
});

describe('what the box refuses', () => {
  it('is told in its words, by the member’s name', async () => {
    await expect(box.signal(odd('P_LUT')).set('A&&')).rejects.toMatchObject({
      code: 'PANDA.REFUSED',
      member: `${box.device.$name}.${odd('P_LUT')}`.replace(/^\./, ''),
      message: expect.stringContaining('the box says:'),
    });
  });

  it('spoils no other of many', async () => {
    await box.signal(odd('P_UINT')).set(9);
    const { getMany } = await import('@devgen/runtime');
    box.sim.fpga.setReadout('ODD2_ONE', 1, 'R_ENUM', 9);
    const readings = await getMany([
      box.signal(odd('P_UINT')),
      box.signal(odd('R_ENUM')),
      box.signal(odd('POS.SCALED')),
    ]);
    expect(readings).toMatchObject([
      { ok: true, value: 9 },
      { ok: false, error: { code: 'PANDA.REFUSED', reason: 'No label for value' } },
      { ok: true },
    ]);
    box.sim.fpga.setReadout('ODD2_ONE', 1, 'R_ENUM', 0);
  });
});
