import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../src/model/diff/difference.ts';
import type { Lock } from '../../src/model/lock/lock.ts';
import { LockLines } from '../../src/model/lock/lock-lines.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { hostileLock } from '../render/hostile.ts';

const folder = new URL('../fixtures/locks/', import.meta.url);
const locks: readonly (readonly [name: string, lock: Lock])[] = [
  ...readdirSync(folder).map(
    (name) => [name, parseLock(readFileSync(new URL(name, folder), 'utf8'), name)] as [string, Lock],
  ),
  ['hostile', hostileLock()],
];
const found = (facts: Partial<Difference>): Difference => ({
  rule: 'MEMBER_TYPE',
  severity: 'breaking',
  class: '',
  devices: [],
  ...facts,
});

describe.each(locks)('the lines of %s', (_, lock) => {
  const text = printLock(lock);
  const lines = new LockLines(text, lock);
  const lineOf = (facts: Partial<Difference>): string => text.split('\n')[lines.of(found(facts)) - 1] ?? '';

  it('are those of its classes and members', () => {
    expect(lock.classes.size).toBeGreaterThan(0);
    for (const [name, of] of lock.classes) {
      expect(lineOf({ class: name }).startsWith(`${JSON.stringify(name)}:{`)).toBe(true);
      for (const [member, key] of lock.ledger.members.get(of.id) ?? []) {
        const declared = of.members.get(key);
        if (declared === undefined || member.includes('.')) continue;
        const line = lineOf({ class: name, member });
        expect(line.startsWith(`${JSON.stringify(key)}:`), line).toBe(true);
        expect(line).toContain(JSON.stringify(declared.source));
      }
    }
  });

  it('are those of its devices', () => {
    for (const [source, { devices }] of lock.sources)
      for (const [device, entry] of devices) {
        const line = lineOf({ rule: 'DEVICE_GONE', class: entry.class, devices: [{ source, device }] });
        expect(line.startsWith(`${JSON.stringify(device)}:`), line).toBe(true);
        expect(line).toContain(JSON.stringify(entry.class));
      }
  });

  it('are those of what is left where something is gone', () => {
    const [name = ''] = lock.classes.keys();
    expect(lineOf({ class: name, member: 'was.never' })).toBe(lineOf({ class: name }));
    expect(lines.of(found({ class: 'WasNever', member: 'x' }))).toBe(1);
    expect(lineOf({ rule: 'CLASS_RENAMED', class: 'WasNever', after: name })).toBe(lineOf({ class: name }));
    expect(lineOf({ rule: 'DEVICE_REMOVED', class: name, devices: [{ source: 'x', device: 'y' }] })).toBe(
      lineOf({ class: name }),
    );
  });
});

it('follows blocks and vectors to the class that declares a member', () => {
  const [, lock] = locks.find(([name]) => name.startsWith('panda')) ?? ['', hostileLock()];
  const text = printLock(lock);
  const lines = new LockLines(text.replaceAll('\n', '\r\n'), lock);
  const [name, block] = [...lock.classes]
    .flatMap(([of, { members }]) =>
      [...members].flatMap(([key, member]) => (member.kind === 'vector' ? [[of, key, member.of] as const] : [])),
    )
    .map(([of, key, inner]) => [`${of}\n${key}`, inner] as const)[0] ?? ['', ''];
  const [className = '', key = ''] = name.split('\n');
  const [inner = '', innerKey = ''] =
    [...(lock.ledger.members.get(lock.classes.get(block)?.id ?? '') ?? [])].find(([, each]) =>
      lock.classes.get(block)?.members.has(each),
    ) ?? [];
  const outer = [...(lock.ledger.members.get(lock.classes.get(className)?.id ?? '') ?? [])].find(
    ([, each]) => each === key,
  )?.[0];
  const line = lines.of(found({ class: className, member: `${outer}.*.${inner}` }));
  expect(text.split('\n')[line - 1]?.startsWith(`${JSON.stringify(innerKey)}:`)).toBe(true);
  expect(line).toBeGreaterThan(1);
});
