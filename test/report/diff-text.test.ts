import { describe, expect, it } from 'vitest';
import type { Difference } from '../../src/model/diff/difference.ts';
import { type DiffData, diffText } from '../../src/report/diff-text.ts';
import { paintFor, plain } from '../../src/report/style.ts';

const on = (...devices: readonly string[]): Difference['devices'] =>
  devices.map((device) => ({ source: 'db', device }));
const base = { severity: 'breaking', class: 'Motor', devices: on('m/1') } as const;

function data(findings: readonly Difference[], more: Partial<DiffData> = {}): DiffData {
  const before = { kind: 'commit', ref: 'main', commit: '0123456789abcdef0123456789abcdef01234567' } as const;
  const version = { level: 'none' } as const;
  return {
    package: '@f/devices',
    dir: 'out',
    before,
    after: { kind: 'lock' },
    compared: 12,
    findings,
    version,
    ...more,
  };
}

/** The lines of the differences alone. */
function linesOf(findings: readonly Difference[], columns?: number): readonly string[] {
  const lines = diffText(data(findings), plain, columns).split('\n');
  return lines.filter((line) => /^[-+=] | {4}on /.test(line));
}

describe('a diff for a person', () => {
  it('names the sides, groups by class, and ends with a verdict and what its breaking rules mean', () => {
    const findings: Difference[] = [
      { ...base, rule: 'MEMBER_MISSING', member: 'speed', source: 'Speed', before: 'rw f64', nearest: 'Speeds' },
      { ...base, rule: 'MEMBER_EXTRA', severity: 'compatible', member: 'Speeds', after: 'rw f64' },
      { ...base, class: 'Sensor', rule: 'DEVICE_ADDED', severity: 'compatible', devices: on('a', 'b', 'c', 'd') },
    ];
    expect(diffText(data(findings), plain)).toBe(
      [
        'main (0123456789) -> lock',
        'Motor 1 breaking, 1 compatible',
        '- Motor.speed: rw f64, perhaps now Speeds [MEMBER_MISSING] BREAKING on m/1',
        '+ Motor.Speeds: rw f64 [MEMBER_EXTRA] compatible on m/1',
        'Sensor 1 compatible',
        '+ Sensor: 4 devices: a, b, c, … [DEVICE_ADDED] compatible',
        '✖ 3 differences, 1 breaking, 2 compatible: 12 devices compared',
        '  MEMBER_MISSING: the member is gone, or has another name on the wire',
      ].join('\n'),
    );
  });

  it('tells what became of shared labels in one line for all members that have them, and counts each', () => {
    const labels = { ...base, rule: 'ENUM_LABELS', before: ['A', 'B'], after: ['A'] } as const;
    const findings: Difference[] = [
      ...['a', 'b', 'c', 'd'].map((member) => ({ ...labels, member })),
      { ...labels, member: 'elsewhere', devices: on('m/2') },
      { ...labels, member: 'more', after: ['B'] },
      { ...base, rule: 'UNITS', severity: 'compatible', member: 'x', before: 'mm', after: 'um' },
      { ...base, rule: 'UNITS', severity: 'compatible', member: 'y', before: 'mm', after: 'um' },
      { ...labels, class: 'Stage', member: 'a' },
    ];
    expect(diffText(data(findings), plain).split('\n').slice(1, -1)).toEqual([
      'Motor 6 breaking, 2 compatible',
      '= Motor: labels of 4 members (a, b, c, …): A, B -> A [ENUM_LABELS] BREAKING on m/1',
      '= Motor.elsewhere: A, B -> A [ENUM_LABELS] BREAKING on m/2',
      '= Motor.more: A, B -> B [ENUM_LABELS] BREAKING on m/1',
      '= Motor.x: units mm -> um [UNITS] compatible on m/1',
      '= Motor.y: units mm -> um [UNITS] compatible on m/1',
      'Stage 1 breaking',
      '= Stage.a: A, B -> A [ENUM_LABELS] BREAKING on m/1',
      '✖ 9 differences, 7 breaking, 2 compatible: 12 devices compared',
    ]);
  });

  it('without a difference is one line', () => {
    expect(diffText(data([]), plain).split('\n').slice(1)).toEqual(['✔ no difference: 12 devices compared']);
  });

  it.each<[string, Partial<Difference>, string]>([
    [
      'a kind',
      { rule: 'MEMBER_KIND', member: 'x', before: 'rw', after: 'r' },
      'Motor.x: rw -> r [MEMBER_KIND] BREAKING',
    ],
    [
      'short labels whole',
      { rule: 'ENUM_LABELS', member: 'x', before: ['Off', 'On'], after: ['On', 'Off'] },
      'Motor.x: Off, On -> On, Off [ENUM_LABELS] BREAKING',
    ],
    [
      'of long labels what is otherwise',
      {
        rule: 'ENUM_LABELS',
        member: 'x',
        before: Array.from({ length: 60 }, (_, index) => `LABEL${index}`),
        after: Array.from({ length: 60 }, (_, index) => `LABEL${index + 1}`),
      },
      'Motor.x: 60 -> 60, without LABEL0, with LABEL60 [ENUM_LABELS] BREAKING',
    ],
    [
      'of long labels that they are in another order',
      {
        rule: 'ENUM_LABELS',
        member: 'x',
        before: Array.from({ length: 60 }, (_, index) => `LABEL${index}`),
        after: Array.from({ length: 60 }, (_, index) => `LABEL${59 - index}`),
      },
      'Motor.x: 60 -> 60, in another order [ENUM_LABELS] BREAKING',
    ],
    [
      'no argument',
      { rule: 'MEMBER_TYPE', member: 'x', before: ['in void'], after: ['in f64'] },
      'Motor.x: in void -> in f64 [MEMBER_TYPE] BREAKING',
    ],
    ['a unit', { rule: 'UNITS', member: 'x', before: 'V', after: 'none' }, 'Motor.x: units V -> none [UNITS] BREAKING'],
    [
      'a limit',
      { rule: 'DETAIL', member: 'x', detail: 'limits.control', before: '-10..10', after: '-3..3' },
      'Motor.x: limits.control -10..10 -> -3..3 [DETAIL] BREAKING',
    ],
    [
      'of a long text the part that is otherwise',
      {
        rule: 'DETAIL',
        member: 'x',
        detail: 'description',
        before: `${'The same words again and again. '.repeat(5)}And then one of these`,
        after: `${'The same words again and again. '.repeat(5)}And then one of those`,
      },
      'Motor.x: description "…ame words again and again. And then one of these" -> "…ame words again and again. And then one of those" [DETAIL] BREAKING',
    ],
    ['a class that is new', { rule: 'CLASS_ADDED', devices: [] }, 'Motor [CLASS_ADDED] BREAKING'],
    [
      'a class under another name',
      { rule: 'CLASS_RENAMED', before: 'Motor', after: 'Axis' },
      'Motor: Motor -> Axis [CLASS_RENAMED] BREAKING',
    ],
    [
      'a device that has another class',
      { rule: 'DEVICE_MOVED', before: 'Motor', after: 'Motor2', devices: on('m/1', 'm/2') },
      'Motor -> Motor2: m/1, m/2 [DEVICE_MOVED] BREAKING',
    ],
    ['an alias', { rule: 'DEVICE_ALIAS', before: 'axis' }, 'Motor: alias axis -> none [DEVICE_ALIAS] BREAKING'],
  ])('tells %s', (_, change, line) => {
    const [told] = linesOf([{ ...base, rule: 'DETAIL', ...change }]);
    expect(told?.slice(2).replace(/ on m\/1$/, '')).toBe(line);
  });

  it('wraps at a terminal and nowhere else: a log has each difference in one line', () => {
    const names = on('sys/tg_test/1', 'sys/tg_test/2', 'sys/tg_test/3', 'sys/tg_test/4');
    const change: Difference = {
      ...base,
      rule: 'MEMBER_TYPE',
      member: 'speed',
      before: 'f64',
      after: 'i32',
      devices: names,
    };
    const line = '= Motor.speed: f64 -> i32 [MEMBER_TYPE] BREAKING';
    const where = 'on 4 devices: sys/tg_test/1, sys/tg_test/2, sys/tg_test/3, …';
    expect(linesOf([change])).toEqual([`${line} ${where}`]);
    expect(linesOf([change], 80)).toEqual([line, `    ${where}`]);
    expect(linesOf([change], 200)).toEqual([`${line} ${where}`]);
  });

  it('names the source of a device where there are several', () => {
    const devices = [...on('m/1'), { source: 'bench', device: 'm/1' }];
    expect(linesOf([{ ...base, rule: 'DEVICE_GONE', devices }])).toEqual([
      '- Motor: db:m/1, bench:m/1 [DEVICE_GONE] BREAKING',
    ]);
  });

  it('lets no text of the wire begin a line or colour it', () => {
    const evil = 'a\n\u001b[31m✔ no difference\r';
    const findings: Difference[] = [
      { ...base, rule: 'MEMBER_EXTRA', member: evil, after: evil, devices: on(evil) },
      { ...base, rule: 'ENUM_LABELS', member: 'x', before: [evil], after: [evil, evil], nearest: evil },
      { ...base, rule: 'DEVICE_GONE', devices: on(evil) },
    ];
    const side = { kind: 'commit', ref: evil, commit: 'abc' } as const;
    const text = diffText(data(findings, { before: side }), plain);
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').filter((line) => line.startsWith('✔'))).toEqual([]);
  });

  it('has colours only where asked', () => {
    const findings: Difference[] = [{ ...base, rule: 'MEMBER_MISSING', member: 'speed', before: 'rw f64' }];
    expect(diffText(data(findings), paintFor({ isTTY: true }, {}))).toContain('\u001b[31mBREAKING\u001b[39m');
    expect(diffText(data(findings), plain)).not.toContain('\u001b');
  });

  it('tells sources and devices that are out of reach, and since when', () => {
    const live: Partial<DiffData> = {
      before: { kind: 'lock' },
      after: { kind: 'facility' },
      sources: [
        { name: 'db', kind: 'tango', reachable: true, listed: 3, described: 2, neverRunning: 0 },
        {
          name: 'bench',
          kind: 'tango',
          reachable: false,
          listed: 0,
          described: 0,
          neverRunning: 0,
          code: 'SOURCE.UNREACHABLE',
          why: 'no answer',
        },
      ],
      unreachable: ['2', '1'].map((name) => ({
        source: 'db',
        device: `m/${name}`,
        class: 'Motor',
        server: 'Motor/1',
        code: 'CONNECT.FAILED',
        why: 'refused',
        since: `2026-03-0${name}T10:00:00.000Z`,
      })),
    };
    expect(diffText(data([], live), plain).split('\n')).toEqual([
      'lock -> facility',
      '✖ bench: no answer [SOURCE.UNREACHABLE]',
      '! m/2, m/1 on Motor/1: out of reach since 2026-03-01T10:00:00.000Z, kept as it was: refused [CONNECT.FAILED]',
      '✔ no difference: 12 devices compared',
    ]);
  });
});
