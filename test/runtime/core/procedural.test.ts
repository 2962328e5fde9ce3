import { describe, expect, it, vi } from 'vitest';
import {
  command,
  connectAll,
  ConnectError,
  defineDevice,
  Device,
  disposeAll,
  signal,
  softSignal,
  type DeviceSpec,
} from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';

const position = { kind: 'rw', source: 'Position', type: 'f64' } as const;
const stop = { kind: 'command', source: 'Stop' } as const;
const spec = { id: 'fake:Motor', members: { position, stop } } as const satisfies DeviceSpec;
const Motor = defineDevice(spec);

class Stage extends Device {
  readonly motor = new Motor('m');
  readonly alias = this.motor.position;
  readonly shutter = signal('s', position);
  readonly close = command('s', stop);
  readonly note = softSignal('str', 'hello');
}

describe('signals without a class', () => {
  it('live in one tree with devices and soft signals; those of one address share a link', async () => {
    const system = new FakeSystem({ m: spec, s: spec, t: spec });
    const tree = { stage: new Stage(), more: signal('s', position), other: signal('t', position) };
    const { stage, more } = await connectAll(tree, { via: [system] });
    expect(system.opened.toSorted()).toEqual(['m', 's', 't']);
    expect(await stage.shutter.get()).toBe('Position');
    expect(await stage.close.execute()).toBeUndefined();
    expect(await stage.note.get()).toBe('hello');
    expect([stage.shutter.name, stage.close.name, stage.note.name, more.name, stage.alias.name]).toEqual([
      'stage.shutter',
      'stage.close',
      'stage.note',
      'more',
      'stage.motor.position',
    ]);
  });

  it('are checked each for itself', async () => {
    const system = new FakeSystem({ s: spec });
    const tree = { good: signal('s', position), bad: signal('s', { ...position, type: 'i32' }) };
    const error = (await connectAll(tree, { via: [system] }).catch((reason: unknown) => reason)) as ConnectError;
    expect(error.message).toBe(`1 of 2 did not connect
fake://box:1
  bad: MEMBER.TYPE bad: expected i32, found f64
    next: devgen pull s`);
    expect(await tree.good.get()).toBe('Position');
  });

  it('behind a dead server are one line', async () => {
    const tree = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`pv${n}`, signal(`PV:${n}`, position)]));
    const error = (await connectAll(tree, { via: [new FakeSystem()] }).catch(
      (reason: unknown) => reason,
    )) as ConnectError;
    expect(error.message.split('\n')).toEqual([
      '200 of 200 did not connect',
      'fake://box:1',
      '  200 × CONNECT.FAILED … is not defined: pv0, pv1, pv2, pv3 and 196 more',
    ]);
  });

  it('close their link with the last that shares it, and may connect again', async () => {
    const system = new FakeSystem({ s: spec });
    const tree = await connectAll({ a: signal('s', position), b: signal('s', position) }, { via: [system] });
    await disposeAll({ a: tree.a });
    expect(system.links.size).toBe(1);
    await expect(tree.a.get()).rejects.toMatchObject({ code: 'LINK.CLOSED' });
    expect(await tree.b.get()).toBe('Position');
    await disposeAll(tree);
    expect(system.links.size).toBe(0);
    await connectAll(tree, { via: [system] });
    expect(await tree.a.get()).toBe('Position');
  });

  it('may be of another copy of the runtime', async () => {
    vi.resetModules();
    const copy = await import('@devgen/runtime');
    expect(copy.signal).not.toBe(signal);
    const system = new FakeSystem({ s: spec });
    const tree = await connectAll({ x: copy.signal('s', position) }, { via: [system] });
    expect([tree.x.name, await tree.x.get()]).toEqual(['x', 'Position']);
    await disposeAll(tree);
    expect(system.links.size).toBe(0);
  });

  it('may have any key, and the name of another', async () => {
    const via = [new FakeSystem({ s: spec })];
    const tree = Object.fromEntries([
      ['__proto__', signal('s', position)],
      ['constructor', command('s', stop)],
      ['wrong', signal('s', { ...position, type: 'i32' })],
    ]);
    const error = (await connectAll(tree, { via }).catch((reason: unknown) => reason)) as ConnectError;
    expect([...error.errors.keys()]).toEqual(['wrong']);
    expect(await tree['__proto__'].get()).toBe('Position');
    await disposeAll(tree);

    const [one, other] = [signal('s', position), command('s', stop)];
    for (const same of [one, other]) await disposeAll(await connectAll({ same }, { via }));
    await connectAll({ one, other }, { via });
    expect([one.name, other.name]).toEqual(['same', 'same']);
    expect([await one.get(), await other.execute()]).toEqual(['Position', undefined]);
  });

  it('of a composite are closed with it', async () => {
    const system = new FakeSystem({ m: spec, s: spec });
    const { stage } = await connectAll({ stage: new Stage() }, { via: [system] });
    expect(stage.$state.state).toBe('connected');
    await stage.$dispose();
    expect(system.links.size).toBe(0);
  });
});
