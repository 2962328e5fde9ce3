import {
  badReading,
  connectAll,
  defineDevice,
  DevgenError,
  mock,
  mockOf,
  pendingWaits,
  soft,
  softSignal,
} from '@devgen/runtime';
import {
  compareSettings,
  describeDifference,
  restoreSettings,
  saveSettings,
  type Settings,
  SettingsError,
} from '@devgen/runtime/settings';
import { describe, expect, it } from 'vitest';
import { connectLab } from './lab.ts';

async function mocked() {
  const via = mock();
  const lab = await connectLab(via);
  return { lab, via, saved: await saveSettings(lab) };
}

function failing(promise: Promise<unknown>): Promise<SettingsError> {
  return promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as SettingsError,
  );
}

describe('restoreSettings', () => {
  it('writes what differs, and nothing else', async () => {
    const { lab, via, saved } = await mocked();
    mockOf(lab.x.mode).set('Run');
    mockOf(lab.x.curve).set(new Float32Array([1]));
    await lab.offset.set(7);
    const { written, same } = await restoreSettings(lab, saved);
    expect([written.toSorted(), same.length]).toEqual([['offset', 'x.curve', 'x.mode'], 12]);
    expect(via.log).toEqual([
      { address: 'x', member: 'Mode', value: 'Idle' },
      { address: 'x', member: 'Curve', value: new Float32Array() },
    ]);
    expect(await compareSettings(lab, saved)).toEqual([]);
    expect(await restoreSettings(lab, saved)).toMatchObject({ written: [] });
  });

  it('takes values as a person writes them', async () => {
    const { lab } = await mocked();
    const byHand = { 'x.steps': 5, 'x.curve': [0.1, 2], 'x.velocity': 3 };
    await restoreSettings(lab, byHand);
    expect(await lab.x.steps.get()).toBe(5n);
    expect(await lab.x.curve.get()).toEqual(new Float32Array([0.1, 2]));
    expect(await compareSettings(lab, byHand, { only: ['x.steps', 'x.curve', 'x.velocity'] })).toEqual([]);
  });

  it('writes nothing when a path or a value does not fit', async () => {
    const { lab, via } = await mocked();
    const wrong: Settings = {
      'x.velocity': 1,
      'x.mode': 'Walk',
      'x.steps': 1.5,
      'x.temperature': 3,
      'x.gone': 1,
      offset: '2',
    };
    const error = await failing(restoreSettings(lab, wrong));
    expect(error.message).toBe(`nothing was written: 5 of 6 settings do not fit
  x
    mode: VALUE.LABEL_UNKNOWN expected one of "Idle", "Run", got "Walk"
    steps: VALUE.TYPE expected a bigint in -9223372036854775808 … 9223372036854775807, got 1.5
    temperature: SETTINGS.UNKNOWN no readable and writable signal is there
    gone: SETTINGS.UNKNOWN no readable and writable signal is there
  offset: VALUE.TYPE expected a number (f64), got "2"`);
    expect([error.code, error.written, error.left, via.log]).toEqual(['SETTINGS.REFUSED', [], ['x.velocity'], []]);
    expect(await restoreSettings(lab, wrong, { only: ['x.velocity'] })).toMatchObject({ written: ['x.velocity'] });
  });

  it('goes on within a phase when a write fails, and begins none after it', async () => {
    const { lab, saved } = await mocked();
    mockOf(lab.x.velocity).fail(new Error('stuck'));
    const settings = { ...saved, 'x.velocity': 1, 'x.note': 'moved', 'axes.2.velocity': 1, offset: 9, loose: 3 };
    const error = await failing(restoreSettings(lab, settings, { phases: ['x', ['axes', 'box']] }));
    expect(error.message).toBe(`1 of 15 settings were not written, and 10 are left for later
  x
    velocity: CALL.FAILED stuck`);
    expect([error.code, error.written, error.left.length]).toEqual(['SETTINGS.NOT_RESTORED', ['x.note'], 10]);
    expect([await lab.x.note!.get(), await lab.axes.at(2).velocity.get(), await lab.offset.get()]).toEqual([
      'moved',
      0,
      0.5,
    ]);
  });

  it('writes phase by phase, and reads anew before each', async () => {
    // A new unit rescales the value, as in a PandA.
    const Pulse = defineDevice({
      id: 'soft:Pulse',
      members: {
        width: { kind: 'rw', source: 'WIDTH', type: 'f64' },
        widthUnits: { kind: 'rw', source: 'UNITS', type: 'enum', labels: ['s', 'ms'] },
      },
    });
    const seen: unknown[] = [];
    let [width, units] = [5, 's'];
    const system = soft({
      p: {
        spec: Pulse.spec,
        members: {
          WIDTH: { get: () => width, set: (value) => void seen.push((width = value as number)) },
          UNITS: {
            get: () => units,
            set: (value) => {
              seen.push(value);
              if (value !== units) width *= 1_000;
              units = value as string;
            },
          },
        },
      },
    });
    const { pulse } = await connectAll({ pulse: new Pulse('p') }, { via: [system] });
    const settings = { width: 5, widthUnits: 'ms' };
    await restoreSettings(pulse, settings, { phases: ['**.*Units'] });
    expect([seen, width, units]).toEqual([['ms', 5], 5, 'ms']);
    [width, units] = [5, 's'];
    await restoreSettings(pulse, settings, { phases: (path) => (path.endsWith('Units') ? 0 : 1) });
    expect([width, units]).toEqual([5, 'ms']);
  });

  it('writes so many at a time', async () => {
    let [running, most] = [0, 0];
    const setter = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    const tree = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`s${n}`, softSignal('f64', 0, { setter })] as const),
    );
    const settings = Object.fromEntries(Object.keys(tree).map((key) => [key, 1]));
    expect((await restoreSettings(tree, settings, { concurrency: 3 })).written).toHaveLength(40);
    expect(most).toBe(3);
    for (const concurrency of [0, 1.5, Number.NaN]) {
      await expect(restoreSettings(tree, settings, { concurrency })).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    }
  });

  it('has one deadline, and one for each write', async () => {
    const { lab } = await mocked();
    mockOf(lab.x.velocity).hold();
    const settings = { 'x.velocity': 1 };
    const whole = restoreSettings(lab, settings, { deadline: 20 });
    expect(pendingWaits()).toMatchObject([{ what: 'restoreSettings', name: 'lab' }, { what: 'get' }]);
    expect((await failing(whole)).message).toContain('velocity: CALL.TIMEOUT no answer within 20 ms');
    const one = await failing(restoreSettings(lab, settings, { set: { deadline: 10 } }));
    expect(one.message).toContain('velocity: CALL.TIMEOUT no answer within 10 ms');
    const aborted = await failing(restoreSettings(lab, settings, { signal: AbortSignal.abort() }));
    expect(aborted.errors.get('x.velocity')).toMatchObject({ code: 'CALL.ABORTED' });
    expect(pendingWaits()).toEqual([]);
  });

  it('writes to what cannot be read: that may be what mends it', async () => {
    const { lab } = await mocked();
    mockOf(lab.x.velocity).set(badReading(new DevgenError('never set', { code: 'VALUE.INVALID' })));
    expect(await restoreSettings(lab, { 'x.velocity': 0 })).toEqual({ written: ['x.velocity'], same: [] });
  });
});

describe('compareSettings', () => {
  it('tells every kind of difference, and writes nothing', async () => {
    const { lab, via, saved } = await mocked();
    mockOf(lab.x.velocity).set(1.5);
    mockOf(lab.axes.at(2).mode).set(badReading(new DevgenError('out of order', { code: 'VALUE.INVALID' })));
    const { 'x.note': _, ...others } = saved;
    const differences = await compareSettings(lab, { ...others, 'x.steps': 'many', 'y.velocity': 3 });
    expect(differences).toMatchObject([
      { kind: 'differs', path: 'x.velocity', saved: 0, live: 1.5 },
      { kind: 'misfit', path: 'x.steps', saved: 'many', error: { code: 'VALUE.TYPE' } },
      { kind: 'missing', path: 'x.note', live: '' },
      { kind: 'unreadable', path: 'axes.2.mode', saved: 'Idle', error: { code: 'VALUE.INVALID' } },
      { kind: 'unknown', path: 'y.velocity', saved: 3 },
    ]);
    expect(differences.map(describeDifference)).toEqual([
      'x.velocity: saved 0, is 1.5',
      'x.steps: expected a bigint in -9223372036854775808 … 9223372036854775807, got "many"',
      'x.note: not in the settings',
      'axes.2.mode: out of order',
      'y.velocity: no such setting in the tree',
    ]);
    expect(via.log).toEqual([]);
    expect(await compareSettings(lab, { 'y.velocity': 3 }, { ignore: ['**'] })).toEqual([]);
  });

  it('is not fooled by a path that every object has', async () => {
    const { lab } = await mocked();
    const differences = await compareSettings(lab, {}, { only: ['offset'] });
    expect(differences).toMatchObject([{ kind: 'missing', path: 'offset' }]);
    const tree = { constructor: softSignal('f64', 1) };
    expect(await compareSettings(tree, {})).toMatchObject([{ kind: 'missing', path: 'constructor' }]);
  });
});
