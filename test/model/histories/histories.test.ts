import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DevgenError } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import type { MergeOptions, PulledDevice, PulledSource } from '../../../src/model/merge/pulled.ts';
import { interfaceOf } from '../../../src/model/merge/open-class.ts';
import { classesOf, motor } from '../motors.ts';
import { described, type Facts, listed, r } from '../pulled-source.ts';

/** A history: what each pull saw, and what the lock says after it. `m/1..3` are three devices. */
interface History {
  readonly what: string;
  readonly pulls: readonly Pull[];
}

interface Pull {
  /** A letter is an interface, `own` one of the device alone; `dead` does not answer, `off` does not run. */
  readonly sees: Readonly<Record<string, string>>;
  /** The devices of the pull; all when absent. */
  readonly only?: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly gone?: readonly string[];
  readonly retired?: readonly string[];
  readonly rename?: readonly string[];
  /** Devices that the lock knows by another interface than that of their class. */
  readonly seen?: Readonly<Record<string, string>>;
  /** Member names by class, optional ones with a `?`. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml'));
it('sees the histories', () => expect(files.length).toBeGreaterThanOrEqual(18));

describe.each(files)('%s', (file) => {
  const { what, pulls } = parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as History;

  it(what.trim(), () => {
    let lock: Lock | undefined;
    for (const [at, pull] of pulls.entries()) {
      const seen = sourceOf(pull);
      const merged = merge(lock, [seen], optionsOf(pull));
      lock = parseLock(printLock(merged.lock), `pull ${at + 1}`);
      const { retired } = merged.report.classes;
      expect({ pull: at + 1, ...told(lock, pull), retired }).toEqual({
        pull: at + 1,
        names: expanded(pull.names),
        gone: devicesOf(pull.gone ?? []),
        retired: pull.retired ?? [],
        members: pull.members ?? {},
      });
      expect(merged.report.renames.map(({ from, to }) => `${from} ${to}`)).toEqual(pull.rename ?? []);
      if (pull.seen !== undefined) expect(seenIn(lock)).toEqual(hashes(pull.seen));
      expect(printLock(merge(lock, [seen], optionsOf(pull)).lock)).toBe(printLock(lock));
      expect(printLock(merge(lock, []).lock)).toBe(printLock(lock));
    }
  });
});

function told(lock: Lock, { members }: Pull): Pick<Pull, 'names' | 'gone' | 'members'> {
  const devices = [...(lock.sources.get('db')?.devices ?? [])];
  return {
    names: classesOf(lock),
    gone: devices.flatMap(([device, { gone }]) => (gone === true ? [device] : [])),
    members: Object.fromEntries(Object.keys(members ?? {}).map((name) => [name, membersOf(lock, name)])),
  };
}

function membersOf(lock: Lock, name: string): readonly string[] {
  const of = lock.classes.get(name);
  return [...(of?.members ?? [])].map(([key, { optional }]) => (optional === true ? `${key}?` : key));
}

/** Of devices whose interface is not their class's. */
function seenIn(lock: Lock): Record<string, string> {
  const devices = [...(lock.sources.get('db')?.devices ?? [])];
  return Object.fromEntries(devices.flatMap(([device, { seen }]) => (seen === undefined ? [] : [[device, seen]])));
}

function hashes(seen: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(expanded(seen)).map(([device, letter]) => {
      const { lock } = merge(undefined, [sourceOf({ sees: { [device]: letter }, names: {} })]);
      return [device, interfaceOf({}, lock.classes.get('Motor'))];
    }),
  );
}

function sourceOf({ sees }: Pull): PulledSource {
  const devices = Object.entries(expanded(sees));
  return {
    name: 'db',
    kind: 'tango',
    listed: devices.map(([device, what]) => ({ ...listed(motor(device)), running: what !== 'off' })),
    described: devices.flatMap(([device, what]): PulledDevice[] => {
      if (what === 'off') return [];
      if (what !== 'dead') return [described(motor(device, factsOf(what === 'own' ? device : what)))];
      const error = new DevgenError('no answer', { code: 'CONNECT.TIMEOUT' });
      return [{ ok: false, found: listed(motor(device)), error }];
    }),
  };
}

function factsOf(what: string): Facts {
  const own = what.toLowerCase();
  return { position: [r('position', { type: 'f64' })], [own]: [r(own, { type: 'i32' })] };
}

function optionsOf({ only }: Pull): MergeOptions {
  const covered = only && new Set(devicesOf(only));
  return covered === undefined ? {} : { covers: (_, device) => covered.has(device) };
}

function expanded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([group, what]) => devicesOf([group]).map((device) => [device, what])),
  );
}

/** `m/08..10` is `m/08`, `m/09`, `m/10`. */
function devicesOf(groups: readonly string[]): readonly string[] {
  return groups.flatMap((group) => {
    const [, stem = '', first = '', last = ''] = /^(.*?)(\d+)\.\.(\d+)$/.exec(group) ?? [];
    if (last === '') return [group];
    const numbers = Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => at + Number(first));
    return numbers.map((number) => `${stem}${String(number).padStart(first.length, '0')}`);
  });
}
