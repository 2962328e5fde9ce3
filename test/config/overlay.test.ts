import { compare, connectAll, defineDevice, mock } from '@devgen/runtime';
import { conversions } from '@devgen/runtime/conversions';
import { wireKey } from '@devgen/runtime/tango';
import { beforeAll, describe, expect, it } from 'vitest';
import { overlaidAsFar } from '../../src/config/overlay/apply-overlay.ts';
import { parseConfig } from '../../src/config/read-config.ts';
import { classSpec } from '../../src/model/class-spec.ts';
import { diffLocks } from '../../src/model/diff/diff-locks.ts';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { isUsualForm } from '../../src/reader/usual-form.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { compile } from '../render/compile.ts';
import { fixtureLock, Workspace } from '../render/packages.ts';
import { under } from './overlay.ts';

const everything = `  classes:
    TangoTest:
      document: The generic device of the lab.
      members:
        ampli: { rename: amplitude, role: hinted, document: "What it delivers */ at most" }
        boolean_scalar: { retype: { labels: [Out, In] } }
        doubleScalar: { retype: { access: r }, role: config }
        enumScalar: { rename: mode }
        long64Scalar: { retype: { type: number } }
        wave: { retype: { labels: [Sine, Square] } }
        '*_image': { hide: true }
        devStates: { hide: true }
`;

let lock: Lock;
beforeAll(async () => {
  lock = await fixtureLock('tango-test');
});

async function textOf(overlay: string, of: Lock = lock, file = 'tango-test.ts'): Promise<string> {
  const { lock: shown, extensionOf } = await under(of, overlay);
  return renderPackage(shown, { package: 'x', extensionOf }).get(file)?.text ?? '';
}

describe('an overlay', () => {
  it('renames, hides, retypes, documents and gives roles, in class and spec alike', async () => {
    const text = await textOf(everything);
    for (const line of [
      '/** The generic device of the lab. */',
      '  /** `ampli`: What it delivers *\\/ at most. */',
      '  declare readonly amplitude: SignalRW<number>;',
      "      amplitude: { kind: 'rw', source: 'ampli', type: 'f64', role: 'hinted' },",
      '/** Labels of {@link TangoTest.booleanScalar}, in wire order. */',
      "export const TangoTestBooleanScalar = ['Out', 'In'] as const;",
      '  declare readonly booleanScalar: SignalRW<TangoTestBooleanScalar>;',
      "      booleanScalar: { kind: 'rw', source: 'boolean_scalar', type: 'enum', labels: TangoTestBooleanScalar, wire: 'bool' },",
      '  declare readonly doubleScalar: SignalR<number>;',
      "      doubleScalar: { kind: 'r', source: 'double_scalar', type: 'f64', units: 'A', role: 'config' },",
      '  declare readonly long64Scalar: SignalRW<number>;',
      "      long64Scalar: { kind: 'rw', source: 'long64_scalar', type: 'f64', wire: 'i64' },",
      '  declare readonly mode: SignalRW<TangoTestEnumScalar>;',
      '  declare readonly wave: SignalW<TangoTestWave>;',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toMatch(/_image|Image|DevStates|devStates/);
    expect(isUsualForm(text)).toBe(true);
  });

  it('changes nothing of the lock', async () => {
    const before = printLock(lock);
    await textOf(everything);
    expect(printLock(lock)).toBe(before);
  });

  it('gives classes that compile under every strict flag, and that connect to the device as it is', async () => {
    const workspace = await Workspace.create();
    const { lock: shown } = await under(lock, everything);
    await workspace.add('tango-test', shown);
    const { errors, files } = await compile(workspace, 'typescript');
    await workspace.remove();
    expect(errors).toEqual([]);
    expect(files).toBeGreaterThan(3);

    const [declared, live] = [classSpec(shown, 'TangoTest'), classSpec(lock, 'TangoTest')];
    const findings = compare(declared, live, wireKey);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.filter(({ rule }) => rule === 'MEMBER_EXTRA').map(({ source }) => source)).toEqual([
      'DevStates',
      'double_image',
      'encoded_image',
      'string_image',
    ]);
    const TangoTest = defineDevice(declared);
    const device = new TangoTest('a/b/c', { conversions }) as InstanceType<typeof TangoTest> & {
      readonly booleanScalar: { get(): Promise<string>; set(value: string): Promise<void> };
    };
    await connectAll({ device }, { via: [mock({ live: () => live })] });
    expect(await device.booleanScalar.get()).toBe('Out');
    await device.booleanScalar.set('In');
    expect(await device.booleanScalar.get()).toBe('In');
  });

  it('says nothing of what it hid, and no more of a difference than the class can meet', async () => {
    const members = new Map(lock.classes.get('TangoTest')?.members);
    members.delete('double_image');
    members.set('long64_scalar', { kind: 'rw', source: 'long64_scalar', type: 'i32', meta: {} });
    const of = { ...lock.classes.get('TangoTest')!, interface: 'other', members };
    const later = { ...lock, classes: new Map([['TangoTest', of]]) };
    const config = await parseConfig(
      `sources: { db: { kind: tango, address: env } }\noutput: { dir: g, package: p }\noverlay:\n${everything}`,
      '/x/devgen.yaml',
    );
    const { overlay } = config.packages[0];
    const { differences } = diffLocks(overlaidAsFar(lock, overlay), overlaidAsFar(later, overlay), {
      keyOf: () => wireKey,
    });
    expect(differences.filter(({ severity }) => severity === 'breaking')).toMatchObject([
      { rule: 'MEMBER_TYPE', member: 'long64Scalar', before: 'i64', after: 'i32' },
    ]);
  });

  it('of several entries the later wins, setting by setting, and devices come after classes', async () => {
    const text = await textOf(`  devices:
    sys/**: { members: { ampli: { document: Of all devices } } }
  classes:
    Tango*: { members: { ampli: { rename: level, document: Of a glob }, double*: { hide: true } } }
    TangoTest: { members: { ampli: { document: Of the class }, doubleScalar: { hide: false } } }
`);
    expect(text).toContain('  /** `ampli`: Of all devices. */\n  declare readonly level: SignalRW<number>;');
    expect(text).toContain('declare readonly doubleScalar');
    expect(text).not.toContain('double_image');
  });

  it('renames in all classes of one control-system class, and swaps names', async () => {
    const dynamic = await fixtureLock('dynamic');
    const overlay = '  classes: { Dynamic: { members: { gain: { rename: state }, state: { rename: gain } } } }\n';
    for (const file of ['dynamic.ts', 'dynamic2.ts', 'dynamic-open.ts']) {
      const text = await textOf(overlay, dynamic, file);
      expect(text).toContain("      state: { kind: 'rw', source: 'Gain'");
      expect(text).toContain("      gain: { kind: 'r', source: 'State'");
    }
  });

  it('documents a member of which the devices say different things', async () => {
    const { devices } = lock.sources.get('db')!;
    const entry = {
      ...devices.get('sys/tg_test/1')!,
      details: new Map([['ampli', { description: 'Mine', units: 'V' }]]),
    };
    const disputed = {
      ...lock,
      sources: new Map([['db', { kind: 'tango', devices: new Map(devices).set('sys/tg_test/1', entry) }]]),
    };
    const text = await textOf('  classes: { TangoTest: { members: { ampli: { document: Ours } } } }\n', disputed);
    expect(text).toContain('  /** `ampli`: Ours. */');
  });
});

describe('extends', () => {
  const overlay = `  classes:
    TangoTest: { extends: './src/bench.ts#Bench' }
  devices:
    sys/tg_test/2: { extends: '@bl01/logic/tg#Second' }
`;

  it('puts the subclass in place of the class in both registries', async () => {
    expect(await textOf(overlay, lock, 'registry.ts')).toContain(`import type { Bench } from '../../src/bench.ts';
import type { Second } from '@bl01/logic/tg';

/** The devices of the source \`db\`. */
export interface DbDevices {
  readonly 'sys/tg_test/1': Bench;
  readonly 'sys/tg_test/2': Second;
}`);
    const table = await textOf(overlay, lock, 'registry-table.ts');
    expect(table).toContain("    ['sys/tg_test/1']: 'Bench',\n    ['sys/tg_test/2']: 'Second',");
    expect(table).toContain("  Bench: () => import('../../src/bench.ts'),\n  Second: () => import('@bl01/logic/tg'),");
    expect(isUsualForm(table)).toBe(true);
  });

  it('is imported as JavaScript where the package is', async () => {
    const { lock: shown, extensionOf } = await under(lock, overlay);
    const files = renderPackage(shown, { package: 'x', extensionOf, importExtension: 'js' });
    expect(files.get('registry-table.ts')?.text).toContain("import('../../src/bench.js')");
  });

  it('may have the name of the class that it replaces for all its devices', async () => {
    const table = await textOf(
      "  classes: { TangoTest: { extends: './a.ts#TangoTest' } }\n",
      lock,
      'registry-table.ts',
    );
    expect(table).toContain("  TangoTest: () => import('../../a.ts'),");
  });
});
