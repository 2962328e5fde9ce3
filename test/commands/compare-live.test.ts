import { DevgenError, type DeviceSpec, type Meta } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { compareLive } from '../../src/commands/actions/compare-live.ts';
import { merge } from '../../src/model/merge/merge.ts';
import type { PulledDevice, PulledSource } from '../../src/model/merge/pulled.ts';
import type { LiveFinding } from '../../src/report/check-text.ts';

const fold = (name: string, kind: string): string =>
  kind === 'command' ? `${name.toLowerCase()}()` : name.toLowerCase();

interface Shown {
  readonly members: DeviceSpec['members'];
  readonly meta?: Readonly<Record<string, Meta>>;
  readonly alias?: string;
}

function device(name: string, { members, meta = {}, alias }: Shown): PulledDevice {
  const found = { device: name, class: 'Motor', running: true, ...(alias && { alias }) };
  return { ok: true, found, live: { spec: { id: 'tango:Motor', members }, meta: new Map(Object.entries(meta)) } };
}

function source(...described: readonly PulledDevice[]): PulledSource {
  return { name: 'db', kind: 'tango', listed: described.map(({ found }) => found), described };
}

const plain: Shown = {
  members: { speed: { kind: 'rw', source: 'Speed', type: 'f64' }, 'stop()': { kind: 'command', source: 'Stop' } },
};

/** What `check --live` finds in the second look at a facility that the first one locked. */
function drift(before: PulledSource, after: PulledSource): readonly LiveFinding[] {
  const { lock } = merge(undefined, [before]);
  return compareLive(lock, { pulled: [after], covers: () => true }, 'camel', () => fold).findings;
}

describe('the facility beside the lock', () => {
  it('agrees with itself, whatever the case of a name', () => {
    const other = {
      members: { speed: { kind: 'rw', source: 'SPEED', type: 'f64' }, 'stop()': { kind: 'command', source: 'Stop' } },
    } as const;
    expect(drift(source(device('a', plain)), source(device('a', plain)))).toEqual([]);
    expect(
      drift(source(device('a', plain)), source(device('a', other))).filter(({ severity }) => severity === 'breaking'),
    ).toEqual([]);
  });

  it('tells of a type, once for all devices', () => {
    const other: Shown = { members: { ...plain.members, speed: { kind: 'rw', source: 'Speed', type: 'i32' } } };
    expect(
      drift(source(device('a', plain), device('b', plain)), source(device('a', other), device('b', other))),
    ).toEqual([
      {
        rule: 'MEMBER_TYPE',
        severity: 'breaking',
        class: 'Motor',
        member: 'speed',
        expected: 'f64',
        actual: 'i32',
        devices: ['a', 'b'],
      },
    ]);
  });

  it.each([
    ['a unit', { meta: { speed: { units: 'mm' } } }],
    ['a limit', { meta: { speed: { limits: { control: { high: 3 } } } } }],
    ['an alias', { alias: 'm1' }],
  ])('tells of %s, which breaks nothing', (_, more) => {
    const findings = drift(source(device('a', plain)), source(device('a', { ...plain, ...more })));
    expect(findings).toEqual([
      {
        rule: 'DETAIL',
        severity: 'compatible',
        class: 'Motor',
        expected: 'details',
        actual: 'other details',
        devices: ['a'],
      },
    ]);
  });

  it('breaking differences come first, new devices and those that went are told apart', () => {
    const findings = drift(
      source(device('a', plain), device('b', plain)),
      source(device('b', plain), device('c', plain)),
    );
    expect(findings.map(({ rule, severity, devices }) => [rule, severity, ...devices])).toEqual([
      ['DEVICE_GONE', 'breaking', 'a'],
      ['DEVICE_ADDED', 'compatible', 'c'],
    ]);
  });

  it('a device that does not answer is no difference', () => {
    const { lock } = merge(undefined, [source(device('a', plain))]);
    const error = new DevgenError('refused', { code: 'CONNECT.FAILED' });
    const silent = source({ ok: false, found: { device: 'a', class: 'Motor', running: true }, error });
    const { findings, compared, report } = compareLive(
      lock,
      { pulled: [silent], covers: () => true },
      'camel',
      () => fold,
    );
    expect([findings, compared, report.unreachable.length]).toEqual([[], 0, 1]);
  });
});
