import { describe, expect, it, vi } from 'vitest';
import { connectAll, connectSettled, Device, disposeAll, mock } from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';
import { failureOf, linkOf, Motor, retyped, spec, without } from './motor.ts';

describe('connect', () => {
  it('names, binds and asks once; a connected device is left alone', async () => {
    const system = new FakeSystem({ m: spec });
    const { x } = await connectAll({ x: new Motor('m') }, { via: [system] });
    expect(await x.position.get()).toBe('Position');
    await x.$connect({ via: [system] });
    expect(system.opened).toEqual(['m']);
    expect(x.$state.state).toBe('connected');
  });

  it('is shared by those who ask at the same time', async () => {
    const system = new FakeSystem({ m: spec });
    system.hold();
    const x = new Motor('m');
    const both = Promise.all([x.$connect({ via: [system] }), connectAll({ x }, { via: [system] })]);
    expect(x.$state.state).toBe('connecting');
    system.release();
    await both;
    expect(system.opened).toEqual(['m']);
  });

  it('goes on for the second who asks when the first gives up', async () => {
    const system = new FakeSystem({ m: spec });
    system.hold();
    const x = new Motor('m');
    const given = new AbortController();
    const first = failureOf(x.$connect({ via: [system], signal: given.signal }));
    const second = x.$connect({ via: [system] });
    given.abort();
    expect(await first).toMatchObject({ code: 'CALL.ABORTED' });
    await new Promise((resolve) => setTimeout(resolve));
    system.release();
    await second;
    expect(x.$state.state).toBe('connected');
    expect(system.links.size).toBe(1);
  });

  it('that failed is tried again by the next call', async () => {
    const system = new FakeSystem({ m: new Error('connection refused') });
    const x = new Motor('m');
    expect(await failureOf(x.$connect({ via: [system] }))).toMatchObject({ code: 'CONNECT.FAILED', device: 'm' });
    expect(x.$state).toMatchObject({ state: 'new', why: { message: 'connection refused' } });
    await expect(x.position.get()).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
    system.devices.set('m', spec);
    await x.$connect({ via: [system] });
    expect(x.$state.state).toBe('connected');
  });

  it('has one deadline for everything, and closes a link that comes after it', async () => {
    const system = new FakeSystem({ m: spec, h: 'hangs' });
    system.hold();
    const tree = { x: new Motor('m'), y: new Motor('h') };
    const error = await failureOf(connectAll(tree, { via: [system], deadline: 20 }));
    expect([...error.errors.values()].map(({ code }) => code)).toEqual(['CONNECT.TIMEOUT', 'CONNECT.TIMEOUT']);
    system.release();
    await new Promise((resolve) => setTimeout(resolve));
    expect(system.links.size).toBe(0);
    expect(tree.x.$state.state).toBe('new');
  });

  it('is refused at once when its signal has aborted already', async () => {
    const system = new FakeSystem({ m: spec });
    const signal = AbortSignal.abort(new Error('enough'));
    const error = await failureOf(new Motor('m').$connect({ via: [system], signal }));
    expect(error).toMatchObject({ code: 'CALL.ABORTED', cause: { message: 'enough' } });
    expect(system.opened).toEqual([]);
  });

  it('works for devices of another copy of the runtime', async () => {
    vi.resetModules();
    const copy = await import('@devgen/runtime');
    expect(copy.Device).not.toBe(Device);
    const Foreign = copy.defineDevice(spec);
    class Stage extends Device {
      readonly x = new Foreign('m');
    }
    const system = new FakeSystem({ m: spec });
    const { stage } = await connectAll({ stage: new Stage() }, { via: [system] });
    expect(await stage.x.position.get()).toBe('Position');
    expect(stage.x.position.name).toBe('stage.x.position');
    await stage.$dispose();
    expect(system.links.size).toBe(0);
  });

  it('keeps what did connect when something else did not', async () => {
    const system = new FakeSystem({ m: spec, d: new Error('down') });
    const settled = await connectSettled({ x: new Motor('m'), y: new Motor('d') }, { via: [system] });
    expect(settled.x.ok && settled.x.device.$state.state).toBe('connected');
    expect(!settled.y.ok && settled.y.error.message).toBe('down');
  });

  it('to stand-ins needs no connector, and the real thing replaces them', async () => {
    const system = new FakeSystem({ m: spec });
    const x = new Motor('m');
    await x.$connect({ mock: true });
    expect(await x.position.get()).toBe(0);
    await x.$connect({ mock: true });
    await x.$connect({ via: [system] });
    expect(await x.position.get()).toBe('Position');
    await connectAll({ other: new Motor('q') }, { via: [mock()] });
  });

  it('without an address says so', async () => {
    const error = await failureOf(new Motor().$connect({ via: [new FakeSystem()] }));
    expect(error).toMatchObject({ code: 'ADDRESS.UNKNOWN', message: 'fake:Motor has no address' });
  });

  it('refuses what is no device', async () => {
    const tree = { motors: [new Motor('m')] } as unknown as { motors: Device };
    await expect(connectAll(tree, { via: [] })).rejects.toMatchObject({ code: 'DEVICE.CHILDREN', member: 'motors' });
  });
});

describe('a device that differs from its class', () => {
  it('does not connect, and nothing stays open', async () => {
    const system = new FakeSystem({ m: retyped });
    const error = await failureOf(new Motor('m').$connect({ via: [system] }));
    expect(error).toMatchObject({ code: 'CONNECT.MISMATCH', hint: 'devgen pull m' });
    expect(error.errors.get('position')).toMatchObject({ code: 'MEMBER.TYPE', expected: 'f64', actual: 'i32' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(system.links.size).toBe(0);
  });

  it('connects with mismatch: report, and only the bad members reject', async () => {
    const system = new FakeSystem({ m: retyped });
    const { x } = await connectAll({ x: new Motor('m') }, { via: [system], mismatch: 'report' });
    expect(await x.standard?.get()).toBe('Standard');
    await expect(x.position.get()).rejects.toMatchObject({
      code: 'MEMBER.TYPE',
      member: 'x.position',
      message: 'x.position: expected f64, found i32',
    });
    expect(x.$findings.map(({ rule }) => rule)).toEqual(['MEMBER_TYPE']);
    await expect(x.$connect({ via: [system] })).rejects.toMatchObject({ code: 'CONNECT.MISMATCH' });
  });

  it('may lack an optional member, which then reads undefined and comes back with the server', async () => {
    const system = new FakeSystem({ m: without });
    const x = new Motor('m');
    const { standard } = x;
    await x.$connect({ via: [system] });
    expect(x.standard).toBeUndefined();
    expect('standard' in x).toBe(true);
    linkOf(system).lose();
    linkOf(system).restore(spec);
    expect(x.standard).toBe(standard);
    expect(await x.standard?.get()).toBe('Standard');
  });
});

describe('two thousand devices', () => {
  it('connect at once, each with one open', async () => {
    const names = Array.from({ length: 2_000 }, (_, n) => `m/${n}`);
    const system = new FakeSystem(Object.fromEntries(names.map((name) => [name, spec])));
    const tree: Record<string, Device> = Object.fromEntries(names.map((name) => [name, new Motor(name)]));
    await connectAll(tree, { via: [system] });
    expect(system.opened).toHaveLength(2_000);
    await disposeAll(tree);
    expect(system.links.size).toBe(0);
  });

  it('behind a dead server are one line', async () => {
    const names = Array.from({ length: 200 }, (_, n) => `pv${n}`);
    const system = new FakeSystem(Object.fromEntries(names.map((name) => [name, new Error(`${name} refused`)])));
    const tree: Record<string, Device> = Object.fromEntries(names.map((name) => [name, new Motor(name)]));
    const error = await failureOf(connectAll(tree, { via: [system] }));
    expect(error.errors.size).toBe(200);
    expect(error.message).toBe(
      [
        '200 of 200 did not connect',
        'fake://box:1',
        '  200 × CONNECT.FAILED … refused: pv0, pv1, pv2, pv3 and 196 more',
        '    next: devgen sources',
      ].join('\n'),
    );
  });
});
