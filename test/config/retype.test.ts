import { compare } from '@devgen/runtime';
import { wireKey } from '@devgen/runtime/tango';
import { describe, expect, it } from 'vitest';
import { overlaidAsFar } from '../../src/config/overlay/apply-overlay.ts';
import { overlayText } from '../../src/config/overlay/overlay.ts';
import { parseConfig } from '../../src/config/read-config.ts';
import { classSpec } from '../../src/model/class-spec.ts';
import { diffLocks } from '../../src/model/diff/diff-locks.ts';
import type { Lock } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { compile as built } from '../../src/reader/compile/compile.ts';
import { isUsualForm } from '../../src/reader/usual-form.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { command, type Facts, pulledSource, r, rw } from '../model/pulled-source.ts';
import { compile } from '../render/compile.ts';
import { Workspace } from '../render/packages.ts';
import { head, under } from './overlay.ts';

const fields = [
  { name: 'time', type: 'i64[]', units: 'ns' },
  { name: 'state', type: 'u8[]' },
  { name: 'text', type: 'str[]' },
] as const;

const facts = {
  count: [r('count', { type: 'u64[][]' })],
  mask: [rw('mask', { type: 'bool[][]' })],
  frame: [r('frame', { type: 'ndarray' })],
  log: [rw('log', { type: 'table', fields })],
  'Move()': [command('Move', { in: 'i32', out: 'i64[]' })],
  'Turn()': [command('Turn', { in: 'u16', out: 'u16' })],
  'Note()': [command('Note', { in: { type: 'struct', fields: [{ name: 'at', type: 'u64' }] } })],
  'Stop()': [command('Stop')],
} satisfies Facts;

function pulled(members: Facts = facts): Lock {
  return merge(undefined, [pulledSource('db', 'tango', [{ device: 'a/b/1', id: 'tango:Bench', members }])]).lock;
}

const overlay = `  classes:
    Bench:
      members:
        count: { retype: { type: number } }
        mask: { retype: { labels: [Off, On] } }
        log:
          retype:
            fields:
              time: { type: number }
              state: { labels: [Idle, Run] }
        move: { retype: { in: { labels: [Left, Right] }, out: { type: number } } }
        turn: { retype: { out: { labels: [Open, Shut] } } }
        note: { retype: { in: { fields: { at: { type: number } } } } }
`;

async function files(text = overlay) {
  return renderPackage((await under(pulled(), text)).lock, { package: 'x' });
}

async function overlayOf(labels: string): Promise<string> {
  const { packages } = await parseConfig(head + overlay.replace('Idle, Run', labels), '/x/devgen.yaml');
  return overlayText(packages[0].overlay);
}

function entry(text: string): string {
  return `  classes:\n    Bench:\n      members:\n${text}`;
}

describe('retype', () => {
  it('is of arguments and results, columns, members of structures, and images', async () => {
    const text = (await files()).get('bench.ts')?.text ?? '';
    for (const line of [
      "import { Device, conversions, type Command, type Conversions, type DeviceSpec, type Image, type NdArray, type SignalR, type SignalRW } from '@devgen/runtime/v1';",
      "export const BenchMask = ['Off', 'On'] as const;",
      "export const BenchLogState = ['Idle', 'Run'] as const;",
      "export const BenchMoveArgument = ['Left', 'Right'] as const;",
      "export const BenchTurnResult = ['Open', 'Shut'] as const;",
      '  readonly time: Float64Array;',
      '  readonly state: readonly BenchLogState[];',
      '  declare readonly count: SignalR<Image<Float64Array>>;',
      '  declare readonly mask: SignalRW<Image<readonly BenchMask[]>>;',
      '  declare readonly move: Command<BenchMoveArgument, Float64Array>;',
      '  declare readonly turn: Command<number, BenchTurnResult>;',
      '  static override readonly conversions: Conversions = conversions;',
      "      count: { kind: 'r', source: 'count', type: 'f64[][]', wire: 'u64[][]' },",
      "      mask: { kind: 'rw', source: 'mask', type: 'enum[][]', labels: BenchMask, wire: 'bool[][]' },",
      "      log: { kind: 'rw', source: 'log', type: 'table', fields: [{ name: 'time', type: 'f64[]', units: 'ns', wire: 'i64[]' }, { name: 'state', type: 'enum[]', labels: BenchLogState, wire: 'u8[]' }, { name: 'text', type: 'str[]' }] },",
      "      move: { kind: 'command', source: 'Move', in: { type: 'enum', labels: BenchMoveArgument, wire: 'i32' }, out: { type: 'f64[]', wire: 'i64[]' } },",
      "      turn: { kind: 'command', source: 'Turn', in: 'u16', out: { type: 'enum', labels: BenchTurnResult, wire: 'u16' } },",
      "      note: { kind: 'command', source: 'Note', in: { type: 'struct', fields: [{ name: 'at', type: 'f64', wire: 'u64' }] } },",
      "      stop: { kind: 'command', source: 'Stop' },",
    ])
      expect(text.split('\n')).toContain(line);
    expect(isUsualForm(text)).toBe(true);
  });

  it('gives no class conversions that does not need them', async () => {
    const text = (await files('  classes: { Bench: { members: { mask: { retype: { access: r } } } } }\n')).get(
      'bench.ts',
    )?.text;
    expect(text).not.toMatch(/conversions|wire:/i);
  });

  it('compiles under every strict flag, and for a registry', async () => {
    const workspace = await Workspace.create();
    const { lock: shown } = await under(pulled(), overlay);
    await workspace.add('bench', shown);
    const { errors, files: count } = await compile(workspace, 'typescript');
    await workspace.remove();
    expect([errors, count]).toEqual([[], expect.any(Number)]);
    const texts = new Map([...(await files())].map(([path, { text }]) => [path, text]));
    const { files: emitted, problems } = built(texts);
    expect(problems).toEqual([]);
    expect(emitted.get('bench.d.ts')).toContain('static readonly conversions: Conversions;');
  });

  it('is held against the live device, and against another lock, by the types on the wire', async () => {
    const declared = classSpec((await under(pulled(), overlay)).lock, 'Bench');
    expect(compare(declared, classSpec(pulled(), 'Bench'), wireKey)).toEqual([]);
    const later = pulled({
      ...facts,
      log: [rw('log', { type: 'table', fields: [{ ...fields[0], type: 'i32[]' }, ...fields.slice(1)] })],
      'Move()': [command('Move', { in: 'i32', out: 'u64[]' })],
    });
    const { overlay: read } = (await parseConfig(head + overlay, '/x/devgen.yaml')).packages[0];
    const [before, after] = [pulled(), later].map((lock) => overlaidAsFar(lock, read)) as [Lock, Lock];
    const { differences } = diffLocks(before, after, { keyOf: () => wireKey });
    expect(differences.filter(({ severity }) => severity === 'breaking')).toMatchObject([
      { rule: 'MEMBER_TYPE', member: 'log', before: ['time: i64[]'], after: ['time: i32[]'] },
      { rule: 'MEMBER_TYPE', member: 'move', before: ['out i64[]'], after: ['out u64[]'] },
    ]);
  });

  it('is part of what a package is made of', async () => {
    expect(await overlayOf('Idle, Run')).not.toBe(await overlayOf('Idle, Walk'));
  });

  it.each([
    ['labels of a command itself', 'TYPE', 11, 'under in', '        move: { retype: { labels: [A, B] } }'],
    ['access of a command', 'TYPE', 11, 'under in', '        move: { retype: { access: r } }'],
    [
      'an argument that is not there',
      'TYPE',
      13,
      'takes no argument',
      '        stop:\n          retype:\n            in: { type: number }',
    ],
    ['a result that is not there', 'TYPE', 11, 'has no result', '        note: { retype: { out: { type: number } } }'],
    ['an argument of a signal', 'TYPE', 11, 'It is a signal', '        count: { retype: { in: { type: number } } }'],
    [
      'an argument that is not narrower',
      'TYPE',
      13,
      'It is i32',
      '        move:\n          retype:\n            in: { type: number }',
    ],
    [
      'a text with labels',
      'TYPE',
      15,
      'It is str[]',
      '        log:\n          retype:\n            fields:\n              time: { type: number }\n              text: { labels: [A, B] }',
    ],
    [
      'fields of a number',
      'TYPE',
      11,
      'which has no fields',
      '        count: { retype: { fields: { a: { type: number } } } }',
    ],
    [
      'fields and labels',
      'TYPE',
      11,
      'exclude each other',
      '        log: { retype: { labels: [A], fields: { time: { type: number } } } }',
    ],
    ['an image of no known elements', 'TYPE', 11, 'It is ndarray', '        frame: { retype: { type: number } }'],
    ['three labels of flags', 'TYPE', 11, 'two labels', '        mask: { retype: { labels: [A, B, C] } }'],
    [
      'a column that is gone',
      'TARGET',
      15,
      'it has time, state, text',
      '        log:\n          retype:\n            fields:\n              state: { labels: [A] }\n              tme: { type: number }',
    ],
  ])('%s is an error with its line', async (_, code, line, why, text) => {
    await expect(under(pulled(), entry(`${text}\n`))).rejects.toMatchObject({
      code: `CONFIG.OVERLAY_${code}`,
      where: { line },
      message: expect.stringContaining('Bench.'),
      reason: expect.stringContaining(why),
    });
  });

  it('of a column that is gone asks for the one that was meant', async () => {
    const text = '        log: { retype: { fields: { tme: { type: number } } } }\n';
    await expect(under(pulled(), entry(text))).rejects.toMatchObject({ hint: 'Did you mean time?' });
  });
});
