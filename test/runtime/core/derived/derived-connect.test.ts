import {
  connectAll,
  connectSettled,
  type ConnectError,
  Device,
  disposeAll,
  mock,
  mockOf,
  signal,
  softSignal,
} from '@devgen/runtime';
import { derivedSignal } from '@devgen/runtime/derived';
import { describe, expect, it, vi } from 'vitest';
import { FakeSystem } from '../fake-system.ts';
import { connectSlits, Motor, motors, Slits } from './slits.ts';

const position = { kind: 'rw', source: 'Position', type: 'f64' } as const;

/** Its parts are in no field: only the derived signal holds them. */
class Beam extends Device {
  readonly energy = derivedSignal(
    'f64',
    { theta: signal('top', position), factor: softSignal('f64', 2) },
    { get: ({ theta, factor }) => theta * factor },
  );
}

describe('connecting a derived signal', () => {
  it('connects its parts, names them behind it, and disposes them', async () => {
    const system = motors();
    const beam = new Beam();
    await connectAll({ beam }, { via: [system] });
    system.set('top', 'Position', 4);
    expect([beam.energy.name, await beam.energy.get(), beam.$state.state]).toEqual(['beam.energy', 8, 'connected']);
    system.lose('top');
    expect(beam.$state.state).toBe('lost');
    await expect(beam.energy.get()).rejects.toThrow('beam.energy.theta (soft://memory/top/Position)');
    system.restore('top');
    await beam.$dispose();
    await expect(beam.energy.get()).rejects.toMatchObject({ code: 'LINK.CLOSED' });
  });

  it('may stand in a tree on its own', async () => {
    const theta = signal('top', position);
    const tree = { twice: derivedSignal('f64', { theta }, { get: (values) => values.theta * 2 }) };
    await connectAll(tree, { mock: true });
    mockOf(theta).set(21);
    expect([theta.name, await tree.twice.get()]).toEqual(['twice.theta', 42]);
    await disposeAll(tree);
    await expect(tree.twice.get()).rejects.toMatchObject({ code: 'LINK.CLOSED' });
  });

  it('fails where a part is in no tree, and says which', async () => {
    const apart = new Motor('apart');
    const tree = {
      twice: derivedSignal('f64', { x: apart.position }, { get: ({ x }) => 2 * x }),
      top: new Motor('top'),
    };
    const error = (await connectAll(tree, { via: [motors()] }).catch((reason: unknown) => reason)) as ConnectError;
    expect(error.message.split('\n')).toEqual([
      '1 of 2 did not connect',
      'derived',
      '  twice: NOT_CONNECTED twice (derived://twice): position (apart/Position) is not connected',
      '    next: await connectAll({ … }, { via: [ … ] }) first',
    ]);
    expect(await tree.top.position.get()).toBe(0);
  });

  it('fails with its device, in a report of both', async () => {
    const system = new FakeSystem({ top: Motor.spec }, 'soft://box:1');
    const settled = await connectSettled({ slits: new Slits(), top: new Motor('top') }, { via: [system] });
    expect([settled.slits.ok, settled.top.ok]).toEqual([false, true]);
    const error = (settled.slits as unknown as { error: ConnectError }).error;
    expect([...error.errors.keys()]).toEqual(['bottom', 'width', 'gap', 'centre']);
    expect(error.message).toContain('slits.width: NOT_CONNECTED slits.width');
  });

  it('is ready in mock, and moves to the live device with its observers', async () => {
    const slits = await connectSlits(mock());
    const readings = slits.width.observe();
    await readings.next();
    const system = motors();
    system.set('top', 'Position', 5);
    await slits.$connect({ mock: true });
    await slits.$connect({ via: [system] });
    expect(await slits.width.get({ fresh: true })).toBe(5);
    await readings.return?.();
  });

  it('takes parts of another copy of the runtime', async () => {
    vi.resetModules();
    const copy = await import('@devgen/runtime');
    expect(copy.softSignal).not.toBe(softSignal);
    const twice = derivedSignal(
      'f64',
      { x: copy.softSignal('f64', 4) },
      {
        get: ({ x }) => 2 * x,
        set: (value) => ({ x: value / 2 }),
      },
    );
    await twice.set(20);
    expect(await twice.get()).toBe(20);
  });
});
