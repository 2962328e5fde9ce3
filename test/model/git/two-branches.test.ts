import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { DYNAMIC_DEVICES } from '../facilities/dynamic.ts';
import { history, motor, one, source, two } from '../motors.ts';
import { type DeviceFacts, type Facts, pulledSource, r, rw } from '../pulled-source.ts';
import { keepBoth, LOCK, Repository } from './repository.ts';

let repository: Repository;
beforeAll(() => {
  repository = new Repository();
});
afterAll(() => repository.remove());

interface Branches {
  readonly base: readonly DeviceFacts[];
  readonly ours: readonly DeviceFacts[];
  readonly theirs: readonly DeviceFacts[];
}

const three: Facts = { ...one, c: [r('c', { type: 'f64' })] };

function at(id: string, device: string, members: Facts): DeviceFacts {
  return { device, id: `tango:${id}`, members };
}

function dynamic(count: number, ...more: readonly DeviceFacts[]): readonly DeviceFacts[] {
  return [...DYNAMIC_DEVICES.slice(0, count), ...more];
}

function enumOf(...labels: readonly string[]): Facts {
  return { mode: [rw('mode', { type: 'enum', labels })] };
}

const cases: readonly (readonly [what: string, name: string, branches: Branches])[] = [
  [
    'a class name for two interfaces',
    'Motor2',
    { base: [motor('m/1', one)], ours: [motor('m/2', two)], theirs: [motor('m/3', three)] },
  ],
  [
    'a class name for two control-system classes',
    'MyDev2',
    {
      base: [at('MyDev', 'd/1', one)],
      ours: [at('MyDev', 'd/2', two)],
      theirs: [at('my_dev', 'd/3', one)],
    },
  ],
  [
    'a member name for two wire names',
    'aB',
    {
      base: [motor('m/1', one)],
      ours: [motor('m/1', { ...one, a_b: [r('a_b', { type: 'f64' })] })],
      theirs: [motor('m/1', { ...one, 'a-b': [r('a-b', { type: 'f64' })] })],
    },
  ],
  [
    'a type name for two members',
    'MotorAB',
    {
      base: [motor('m/1', one)],
      ours: [motor('m/1', { ...one, a_b: [rw('a_b', { type: 'enum', labels: ['x', 'y'] })] })],
      theirs: [motor('m/1', { ...one, 'a-b': [rw('a-b', { type: 'enum', labels: ['x', 'y'] })] })],
    },
  ],
  [
    'an open class for two interfaces',
    'DynamicOpen',
    {
      base: dynamic(8),
      ours: [at('Dynamic', 'x/1', { x: [r('x', { type: 'f64' })] })],
      theirs: [at('Dynamic', 'y/1', { y: [r('y', { type: 'f64' })] })],
    },
  ],
  [
    'a name whose interface changed in two ways',
    'Motor',
    { base: [motor('m/1', one)], ours: [motor('m/1', enumOf('x', 'y'))], theirs: [motor('m/1', enumOf('x', 'z'))] },
  ],
];

/** A pull of some devices only, as two people do it who each bring one device into service. */
function pulled(before: Lock, devices: readonly DeviceFacts[]): string {
  const names = new Set(devices.map(({ device }) => device));
  return printLock(merge(before, [source(devices)], { covers: (_, device) => names.has(device) }).lock);
}

function branches({ base, ours, theirs }: Branches): readonly [string, string, string] {
  const lock = history(pulledSource('db', 'tango', base));
  return [printLock(lock), pulled(lock, ours), pulled(lock, theirs)];
}

function refusal(text: string): { readonly code: string; readonly message: string; readonly hint: string } {
  try {
    parseLock(text, LOCK);
  } catch (error) {
    return error as { code: string; message: string; hint: string };
  }
  throw new Error('the lock was accepted');
}

describe.each(cases)('two branches that give %s', (_, name, of) => {
  const [base, ours, theirs] = branches(of);

  it('conflict in git, at the line of the name', () => {
    expect(JSON.parse(ours).ledger).not.toEqual(JSON.parse(theirs).ledger);
    const { conflict, text } = repository.merge(base, ours, theirs);
    expect(conflict).toBe(true);
    const hunks = text.match(/^<{7}[^]*?^>{7}/gm) ?? [];
    expect(hunks.some((hunk) => hunk.includes(`"${name}":`))).toBe(true);
    const { code, message } = refusal(text);
    expect(code).toBe('LOCK.CONFLICT');
    const line = Number(/at line (\d+)/.exec(message)?.[1]);
    expect(text.split('\n')[line - 1]).toMatch(/^<{7} /);
  });

  it.each([
    ['by hand', (): string => keepBoth(repository.merge(base, ours, theirs).text)],
    ['by git', (): string => union(base, ours, theirs)],
  ])('are refused when both sides are kept %s, with the line and what to do', (_how, both) => {
    const text = both();
    const { code, message, hint } = refusal(text);
    expect(code).toBe('LOCK.DUPLICATE');
    const [, key = '', line = ''] = /has the key "(.*)" twice, the second at line (\d+)/.exec(message) ?? [];
    const lines = text.split('\n');
    expect(lines[Number(line) - 1]).toMatch(new RegExp(`^"${key}":`));
    expect(lines.findIndex((each) => each.startsWith(`"${key}":`))).toBeLessThan(Number(line) - 1);
    expect(hint).toMatch(/git checkout --ours -- devgen\.lock\.json.*devgen pull/);
  });

  it('may take either side whole, and the pull gives the other side what it needs', () => {
    for (const side of [ours, theirs]) {
      const lock = parseLock(side, LOCK);
      const after = parseLock(pulled(lock, [...of.base, ...of.ours, ...of.theirs]), LOCK);
      for (const [each, { interfaces }] of lock.ledger.classes)
        expect(after.ledger.classes.get(each)?.interfaces).toEqual(expect.arrayContaining([...interfaces]));
    }
  });
});

/** The merge that `merge=union` in .gitattributes asks for. */
function union(base: string, ours: string, theirs: string): string {
  const united = new Repository();
  try {
    united.attribute(`${LOCK} merge=union`);
    const { conflict, text } = united.merge(base, ours, theirs);
    expect(conflict).toBe(false);
    return text;
  } finally {
    united.remove();
  }
}

describe('two branches that give different things different names', () => {
  it('merge, and the lock is sound', () => {
    const many = Array.from({ length: 9 }, (_, n) => at(`Class${n}`, `d/${n}`, one));
    const [base, ours, theirs] = branches({
      base: many,
      ours: [at('Class1', 'd/1', two)],
      theirs: [at('Class7', 'd/7', two)],
    });
    const { conflict, text } = repository.merge(base, ours, theirs);
    expect(conflict).toBe(false);
    const lock = parseLock(text, LOCK);
    expect(lock.classes.get('Class1')?.interface).toBe(parseLock(ours, LOCK).classes.get('Class1')?.interface);
    expect(lock.classes.get('Class7')?.interface).toBe(parseLock(theirs, LOCK).classes.get('Class7')?.interface);
  });
});
