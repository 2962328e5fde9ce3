import { DevgenError } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import type { PulledSource } from '../../src/model/merge/pulled.ts';
import { classesOf, history, motor, one, source, two } from './motors.ts';
import { described, type DeviceFacts, listed, pulledSource, r } from './pulled-source.ts';

const unreachable = new DevgenError('no answer from Motor/1', { code: 'CONNECT.TIMEOUT' });

/** A device whose one member has this unit. */
function say(device: string, units: string | undefined): DeviceFacts {
  return motor(device, {
    a: [r('a', { type: 'f64' }), { description: 'x', ...(units === undefined ? {} : { units }) }],
  });
}

function onlyFirst(_: string, device: string): boolean {
  return device === 'm/1';
}

describe('devices', () => {
  const before = history(source([motor('m/1'), motor('m/2'), motor('m/3')]));

  it('that cannot be reached keep their entry, with the reason in the report', () => {
    const pull: PulledSource = {
      name: 'db',
      kind: 'tango',
      listed: ['m/1', 'm/2', 'm/9'].map((device) => listed(motor(device))),
      described: [
        described(motor('m/1')),
        { ok: false, found: { ...listed(motor('m/2')), server: 'Motor/1' }, error: unreachable },
        { ok: false, found: listed(motor('m/9')), error: unreachable },
      ],
    };
    const { lock, report } = merge(before, [pull]);
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor', 'm/3': 'Motor' });
    expect(report.unreachable).toEqual([
      { source: 'db', device: 'm/2', class: 'Motor', error: unreachable, server: 'Motor/1' },
      { source: 'db', device: 'm/9', class: undefined, error: unreachable },
    ]);
    expect(report.gone).toEqual([{ source: 'db', device: 'm/3' }]);
    expect(lock.sources.get('db')?.devices.get('m/3')?.gone).toBe(true);
  });

  it('of a source that cannot be reached all stay', () => {
    const { lock, report } = merge(before, [{ name: 'db', kind: 'tango', error: unreachable }]);
    expect(printLock(lock)).toBe(printLock(before));
    expect(report.unreachable.map(({ device }) => device)).toEqual(['m/1', 'm/2', 'm/3']);
  });

  it('outside the globs, and of other sources, are not touched', () => {
    const { lock, report } = merge(before, [source([motor('m/1')])], { covers: onlyFirst });
    expect(printLock(lock)).toBe(printLock(before));
    expect(report.outside).toBe(2);
    expect(merge(before, [pulledSource('db2', 'tango', [])]).report.outside).toBe(3);
  });

  it('that are defined but not running are counted; those with an entry keep it', () => {
    const found = ['m/1', 'm/2', 'm/3', 'm/7', 'm/8'].map((device) => ({
      ...listed(motor(device)),
      running: device < 'm/3',
    }));
    const pull: PulledSource = {
      name: 'db',
      kind: 'tango',
      listed: found,
      described: [described(motor('m/1')), described(motor('m/2'))],
    };
    const { lock, report } = merge(before, [pull]);
    expect(report.neverRunning).toEqual(new Map([['db', 2]]));
    expect(report.unreachable).toMatchObject([{ device: 'm/3', error: { code: 'DEVICE.NOT_RUNNING' } }]);
    expect(printLock(lock)).toBe(printLock(before));
  });

  it('that come back are told, and marked gone no more', () => {
    const without = history(source([motor('m/1'), motor('m/2')]), source([motor('m/1')]));
    const { lock, report } = merge(without, [source([motor('m/1'), motor('m/2')])]);
    expect(report.returned).toEqual([{ source: 'db', device: 'm/2' }]);
    expect(lock.sources.get('db')?.devices.get('m/2')).toEqual({ class: 'Motor' });
  });

  it('unreachable while their class took another interface remember what they had', () => {
    const pull: PulledSource = {
      name: 'db',
      kind: 'tango',
      listed: ['m/1', 'm/2', 'm/3'].map((device) => listed(motor(device))),
      described: [
        described(motor('m/1', two)),
        described(motor('m/2', two)),
        { ok: false, found: listed(motor('m/3')), error: unreachable },
      ],
    };
    const after = parseLock(printLock(merge(before, [pull]).lock), 'lock');
    expect(classesOf(after)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor', 'm/3': 'Motor' });
    expect(after.sources.get('db')?.devices.get('m/3')?.seen).toBe(before.classes.get('Motor')?.interface);
    const returned = merge(after, [source([motor('m/1', two), motor('m/2', two), motor('m/3', one)])]);
    expect(returned.report.moved).toEqual([{ source: 'db', device: 'm/3', from: 'Motor', to: 'Motor2' }]);
  });
});

describe('details', () => {
  it('stand on the class line as most devices say them, on a device line where it differs', () => {
    const lock = history(source([say('m/1', 'V'), say('m/2', 'mV'), say('m/3', 'V'), say('m/4', undefined)]));
    expect(lock.classes.get('Motor')?.members.get('a')?.meta).toEqual({ description: 'x', units: 'V' });
    const details = [...(lock.sources.get('db')?.devices ?? [])].map(([name, { details: patch }]) => [
      name,
      patch?.get('a'),
    ]);
    expect(Object.fromEntries(details)).toEqual({
      'm/1': undefined,
      'm/2': { units: 'mV' },
      'm/3': undefined,
      'm/4': { units: null },
    });
  });

  it('change the detail hash alone', () => {
    const before = history(source([say('m/1', 'V')]));
    const { lock, report } = merge(before, [source([say('m/1', 'mV')])]);
    expect(report.classes).toMatchObject({ changed: [], detail: ['Motor'] });
    expect(lock.classes.get('Motor')?.interface).toBe(before.classes.get('Motor')?.interface);
    expect(lock.classes.get('Motor')?.detail).not.toBe(before.classes.get('Motor')?.detail);
  });

  it('of a partial pull leave what other devices say as it was', () => {
    const before = history(source([say('m/1', 'V'), say('m/2', 'V'), say('m/3', 'mV')]));
    const { lock } = merge(before, [source([say('m/1', 'mV')])], { covers: onlyFirst });
    const devices = lock.sources.get('db')?.devices;
    expect(lock.classes.get('Motor')?.members.get('a')?.meta.units).toBe('mV');
    expect(devices?.get('m/2')?.details?.get('a')).toEqual({ units: 'V' });
    expect(devices?.get('m/3')?.details).toBe(undefined);
  });
});
