import { describe, expect, it } from 'vitest';
import { type Category, categories, categoryOf, rulesOf } from '../../../src/model/diff/categories.ts';
import { choose, type Ignore } from '../../../src/model/diff/choose.ts';
import type { Difference } from '../../../src/model/diff/difference.ts';
import { rules } from '../../../src/model/diff/rules.ts';

const found = (facts: Partial<Difference>, ...devices: readonly string[]): Difference => ({
  rule: 'MEMBER_MISSING',
  severity: 'breaking',
  class: 'Motor',
  member: 'x.speed',
  ...facts,
  devices: devices.map((device) => ({ source: 'db', device })),
});
const is =
  (name: string) =>
  (other: string): boolean =>
    name === other;
const told = (findings: readonly Difference[]): readonly string[] =>
  findings.map(({ rule, ignored, devices }) =>
    [rule, ...(ignored ? ['ignored'] : []), ...devices.map(({ device }) => device)].join(' '),
  );
const all = rulesOf(['SOURCE']);

describe('categories', () => {
  it('hold every rule that can break, and no other, each once', () => {
    const breaking = Object.entries(rules).flatMap(([rule, means]) => (means.breaking === undefined ? [] : [rule]));
    expect(Object.keys(categoryOf).toSorted()).toEqual(breaking.toSorted());
  });

  it('are nested: each has rules of its own, and all of the next', () => {
    const sets = (Object.keys(categories) as Category[]).map((name) => rulesOf([name]));
    expect(sets.map((set) => set.size)).toEqual([16, 15, 11]);
    for (const rule of sets[2]!) expect(sets[0]!.has(rule) && sets[1]!.has(rule)).toBe(true);
  });

  it('stand beside single rules', () => {
    expect([...rulesOf(['MEMBER_RENAMED'])]).toEqual(['MEMBER_RENAMED']);
    expect(rulesOf(['WIRE', 'MEMBER_OPTIONAL']).size).toBe(12);
    expect(rulesOf([]).size).toBe(0);
  });
});

describe('what counts as breaking', () => {
  it('is what the rules chosen are about; the rest is told', () => {
    const findings = [found({}, 'm/1'), found({ rule: 'MEMBER_RENAMED' }), found({ severity: 'compatible' })];
    expect(told(choose(findings, rulesOf(['WIRE']), []).findings)).toEqual([
      'MEMBER_MISSING m/1',
      'MEMBER_RENAMED ignored',
      'MEMBER_MISSING',
    ]);
  });

  it('is not what is ignored, by class, member and device', () => {
    const findings = [found({}, 'm/1', 'm/2')];
    const rule = 'MEMBER_MISSING';
    const rows: readonly (readonly [ignore: Ignore, ...told: string[]])[] = [
      [{ rule }, 'MEMBER_MISSING ignored m/1 m/2'],
      [{ rule, class: is('Motor'), member: is('x.speed') }, 'MEMBER_MISSING ignored m/1 m/2'],
      [{ rule, device: is('m/1') }, 'MEMBER_MISSING m/2', 'MEMBER_MISSING ignored m/1'],
      [{ rule, device: () => true }, 'MEMBER_MISSING ignored m/1 m/2'],
    ];
    for (const [ignore, ...lines] of rows) {
      const { findings: chosen, idle } = choose(findings, all, [ignore]);
      expect([told(chosen), idle]).toEqual([lines, []]);
    }
  });

  it('is as it was where an ignore fits nothing, which is told', () => {
    const ignores: readonly Ignore[] = [
      { rule: 'MEMBER_TYPE' },
      { rule: 'MEMBER_MISSING', class: is('Sensor') },
      { rule: 'MEMBER_MISSING', member: is('speed') },
      { rule: 'MEMBER_MISSING', device: is('m/3') },
    ];
    const { findings, idle } = choose([found({}, 'm/1')], all, ignores);
    expect([told(findings), idle]).toEqual([['MEMBER_MISSING m/1'], ignores]);
    expect(choose([found({ severity: 'compatible' })], all, [{ rule: 'MEMBER_MISSING' }]).idle.length).toBe(1);
    expect(
      choose([found({ rule: 'CLASS_REMOVED' })], all, [{ rule: 'CLASS_REMOVED', device: is('m/1') }]).idle.length,
    ).toBe(1);
  });
});
