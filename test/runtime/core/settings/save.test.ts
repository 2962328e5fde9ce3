import {
  badReading,
  connectAll,
  defineDevice,
  DevgenError,
  mock,
  mockOf,
  openDevice,
  pendingWaits,
  soft,
  softSignal,
} from '@devgen/runtime';
import { saveSettings, SettingsError } from '@devgen/runtime/settings';
import { describe, expect, it } from 'vitest';
import { Axis, connectLab } from './lab.ts';

describe('saveSettings', () => {
  it('reads what can be read and written, once each, by its path', async () => {
    const lab = await connectLab();
    mockOf(lab.x.mode).set('Run');
    mockOf(lab.x.curve).set(new Float32Array([1, Number.NaN]));
    expect(await saveSettings(lab)).toEqual({
      'x.velocity': 0,
      'x.steps': 0n,
      'x.mode': 'Run',
      'x.curve': new Float32Array([1, Number.NaN]),
      'x.note': '',
      'box.clock.period': 0,
      'box.seq.1.repeats': 0,
      'box.seq.3.repeats': 0,
      'axes.2.velocity': 0,
      'axes.2.steps': 0n,
      'axes.2.mode': 'Idle',
      'axes.2.curve': new Float32Array(),
      'axes.2.note': '',
      offset: 0.5,
      loose: 0,
    });
    expect(Object.keys(await saveSettings({ lab })).slice(0, 2)).toEqual(['lab.x.velocity', 'lab.x.steps']);
    expect(pendingWaits()).toEqual([]);
  });

  it('takes a choice of them, by globs', async () => {
    const lab = await connectLab();
    const paths = async (filter: object): Promise<string[]> => Object.keys(await saveSettings(lab, filter));
    expect(await paths({ only: ['*.velocity', 'box'], ignore: ['box.seq.1'] })).toEqual([
      'x.velocity',
      'box.clock.period',
      'box.seq.3.repeats',
    ]);
    expect(await paths({ only: ['**.velocity'] })).toEqual(['x.velocity', 'axes.2.velocity']);
    expect(await paths({ ignore: ['x', 'axes', 'box', 'off*'] })).toEqual(['loose']);
  });

  it('leaves out an optional member that is absent', async () => {
    const { note: _, ...members } = Axis.spec.members;
    const via = mock({ live: () => ({ id: 'soft:Axis', members }) });
    const { x } = await connectAll({ x: new Axis('x') }, { via: [via] });
    expect(Object.keys(await saveSettings(x))).toEqual(['velocity', 'steps', 'mode', 'curve']);
  });

  it('takes what a device without a class shows', async () => {
    const open = await openDevice('d', { via: [soft({ d: { spec: Axis.spec } })] });
    expect(await saveSettings(open, { only: ['Velocity', 'Mode'] })).toEqual({ Velocity: 0, Mode: 'Idle' });
  });

  it('takes the setpoint where reading and writing have addresses of their own', async () => {
    const Camera = defineDevice({
      id: 'soft:Camera',
      members: { period: { kind: 'rw', source: 'Period_RBV', write: 'Period', type: 'f64' } },
    });
    const system = soft({ c: { spec: Camera.spec } });
    const { camera } = await connectAll({ camera: new Camera('c') }, { via: [system] });
    await camera.period.set(0.1);
    system.set('c', 'Period_RBV', 0.1000001);
    expect(await saveSettings(camera)).toEqual({ period: 0.1 });
  });

  it('asks each device once', async () => {
    const system = soft({ a: { spec: Axis.spec }, b: { spec: Axis.spec } });
    const requests: number[] = [];
    const open = system.open.bind(system);
    system.open = async (...call) => {
      const link = await open(...call);
      const getMany = link.getMany.bind(link);
      link.getMany = (of, io) => (requests.push(of.length), getMany(of, io));
      return link;
    };
    const tree = await connectAll({ a: new Axis('a'), b: new Axis('b') }, { via: [system] });
    await saveSettings(tree);
    expect(requests).toEqual([5, 5]);
  });

  it('rejects with all that it cannot read, as a tree', async () => {
    const lab = await connectLab();
    mockOf(lab.x.velocity).set(badReading(new DevgenError('out of order', { code: 'VALUE.INVALID', hint: 'oil it' })));
    mockOf(lab.loose).lose();
    const error = (await saveSettings(lab).catch((reason: unknown) => reason)) as SettingsError;
    expect(error).toBeInstanceOf(SettingsError);
    expect([error.code, error.hint, [...error.errors.keys()]]).toEqual([
      'SETTINGS.NOT_SAVED',
      'oil it',
      ['x.velocity', 'loose'],
    ]);
    expect(error.message).toBe(`2 of 15 settings could not be read; \`ignore\` leaves them out
  x
    velocity: VALUE.INVALID out of order
  loose: LINK.LOST does not answer`);
    expect(Object.keys(await saveSettings(lab, { ignore: ['x.velocity', 'loose'] }))).toHaveLength(13);
  });

  it('knows names of any kind', async () => {
    const tree = Object.fromEntries(
      ['__proto__', '001', '10', 'a.b', 'back\\slash', 'constructor', '*'].map((key) => [key, softSignal('str', key)]),
    );
    const saved = await saveSettings(tree);
    expect(Object.entries(saved).toSorted()).toEqual([
      ['*', '*'],
      ['001', '001'],
      ['10', '10'],
      ['__proto__', '__proto__'],
      ['a\\.b', 'a.b'],
      ['back\\\\slash', 'back\\slash'],
      ['constructor', 'constructor'],
    ]);
    expect(Object.keys(await saveSettings(tree, { only: ['a\\.b', '__*'] }))).toEqual(['__proto__', 'a\\.b']);
    await expect(saveSettings({ wrong: [] as never })).rejects.toMatchObject({ code: 'DEVICE.CHILDREN' });
  });
});
