import { describe, expect, it } from 'vitest';
import {
  type ConnectError,
  connectAll,
  connectSettled,
  defineDevice,
  Device,
  DevgenError,
  type DeviceSpec,
} from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';

const spec = {
  id: 'fake:Motor',
  members: {
    ampli: { kind: 'rw', source: 'ampli', type: 'f64' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Running'] },
    speed: { kind: 'rw', source: 'speed', type: 'f64' },
  },
} as const satisfies DeviceSpec;
const Motor = defineDevice(spec);
const drifted: DeviceSpec = {
  id: 'fake:Motor',
  members: {
    ampli: { kind: 'r', source: 'ampli', type: 'i32' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Busy\u2028\u001b[31m'] },
    sped: { kind: 'rw', source: 'sped', type: 'f64' },
    other: { kind: 'r', source: 'other', type: 'f64' },
  },
};
class Stage extends Device {
  readonly x = new Motor('m/1');
  readonly y = new Motor('m/2');
}

/** A box whose multiplexers share the lines of a bus. */
function muxes(labels: readonly string[]): DeviceSpec {
  return {
    id: 'fake:Box',
    members: Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [name, { kind: 'rw', source: name, type: 'enum', labels }] as const),
    ),
  };
}

function textOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => expect.fail('it connected'),
    (error: Error) => error.message,
  );
}

describe('the report of a failed connect', () => {
  it('lists every difference of a device at once, with the next command', async () => {
    const text = await textOf(
      connectAll({ tg: new Motor("sys/it's/1") }, { via: [new FakeSystem({ "sys/it's/1": drifted })] }),
    );
    expect(text).toBe(`1 of 1 did not connect
fake://box:1
  tg: 4 differences from fake:Motor
    ampli: MEMBER.KIND expected rw, found r
    ampli: MEMBER.TYPE expected f64, found i32
    mode: MEMBER.LABELS expected Idle, Running, found Idle, Busy\\u{2028}\\u{1b}[31m
    speed: MEMBER.MISSING no speed on the device; did you mean sped?
    on the device, not in the class: sped, other
    next: devgen pull 'sys/it'\\''s/1'`);
  });

  it('is a tree by server and cause, over all composites', async () => {
    const refused = new DevgenError('connection refused by 127.0.0.1:4000', {
      code: 'CONNECT.FAILED',
      hint: 'is it running?',
    });
    const one = new FakeSystem({ 'm/1': 'hangs', 'm/2': drifted, 'm/3': spec }, 'fake://box:1');
    const two = new FakeSystem({ a: refused, b: refused, c: refused }, 'other://box:2');
    const tree = {
      stage: new Stage(),
      good: new Motor('m/3'),
      ...Object.fromEntries(['a', 'b', 'c'].map((name) => [name, new Motor(`other:${name}`)])),
      lost: new Motor('third://x/1'),
    };
    for (const name of ['a', 'b', 'c']) two.devices.set(`other:${name}`, refused);
    const text = await textOf(connectAll(tree, { via: [one, two], deadline: 30 }));
    expect(text).toBe(`6 of 7 did not connect
fake://box:1
  stage.x: CONNECT.TIMEOUT no answer from m/1 within 30 ms
    next: devgen sources
  stage.y: 4 differences from fake:Motor
    ampli: MEMBER.KIND expected rw, found r
    ampli: MEMBER.TYPE expected f64, found i32
    mode: MEMBER.LABELS expected Idle, Running, found Idle, Busy\\u{2028}\\u{1b}[31m
    speed: MEMBER.MISSING no speed on the device; did you mean sped?
    on the device, not in the class: sped, other
    next: devgen pull m/2
other://box:2
  3 × CONNECT.FAILED connection refused by 127.0.0.1:4000: a, b, c
    next: is it running?
no connector
  lost: ADDRESS.UNKNOWN no connector for third://x/1: scheme third is not served by fake://box:1, other://box:2
    next: pass its connector in { via: [ … ] }, or write the scheme before the address`);
  });

  it('is the same for programs: device by device, member by member', async () => {
    const system = new FakeSystem({ 'm/1': spec, 'm/2': drifted });
    const error = await connectAll({ stage: new Stage() }, { via: [system] }).catch((reason: ConnectError) => reason);
    const stage = (error as ConnectError).errors.get('stage') as ConnectError;
    const y = stage.errors.get('y') as ConnectError;
    expect(stage.errors.size).toBe(1);
    expect(stage.message.split('\n')[0]).toBe('1 of 2 did not connect');
    expect([...y.errors].map(([member, { code }]) => [member, code])).toEqual([
      ['ampli', 'MEMBER.KIND'],
      ['mode', 'MEMBER.LABELS'],
      ['speed', 'MEMBER.MISSING'],
    ]);
    expect((error as ConnectError).failures.map(({ name, server }) => [name, server])).toEqual([
      ['stage.y', 'fake://box:1'],
    ]);
    expect(y.findings.map(({ rule }) => rule)).toContain('MEMBER_EXTRA');
  });

  it('has one line for two hundred members that a device lacks, and one entry for devices that drifted alike', async () => {
    const members: DeviceSpec['members'] = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`pv${n}`, { kind: 'r', source: `PV:${n}`, type: 'f64' }]),
    );
    const Many = defineDevice({ id: 'fake:Many', members });
    const empty = { id: '', members: {} };
    const system = new FakeSystem({ 'm/1': empty, 'm/2': empty });
    expect(await textOf(connectAll({ a: new Many('m/1'), b: new Many('m/2') }, { via: [system] })))
      .toBe(`2 of 2 did not connect
fake://box:1
  2 × 200 differences from fake:Many: a, b
    200 members: MEMBER.MISSING not on the device: PV:0, PV:1, PV:2, PV:3 and 196 more
    next: devgen pull …`);
  });

  it('has one line for members that share their labels, when these are others now', async () => {
    const Box = defineDevice(muxes(['ZERO', 'SEQ1.OUTA']));
    const text = await textOf(
      connectAll({ box: new Box('box') }, { via: [new FakeSystem({ box: muxes(['ZERO', 'SEQ.OUTA']) })] }),
    );
    expect(text.split('\n').slice(2)).toEqual([
      '  box: 5 differences from fake:Box',
      '    5 members: MEMBER.LABELS expected ZERO, SEQ1.OUTA, found ZERO, SEQ.OUTA: a, b, c, d and 1 more',
      '    next: devgen pull box',
    ]);
  });

  it('counts a device once that stands in several places', async () => {
    const x = new Motor('m/1');
    class Pair extends Device {
      readonly left = x;
    }
    const settled = await connectSettled({ x, pair: new Pair() }, { via: [new FakeSystem()] });
    expect(!settled.x.ok && settled.x.error.message).toBe('m/1 is not defined');
    expect(!settled.pair.ok && settled.pair.error.message).toBe(`1 of 1 did not connect
fake://box:1
  x: CONNECT.FAILED m/1 is not defined`);
  });
});
