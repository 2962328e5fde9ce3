import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startCaIoc, startCaproto } from '../peers/ca-server.ts';
import { startCorePva } from '../peers/core-pva.ts';
import { startIoc } from '../peers/epics-ioc.ts';
import { records } from '../peers/epics-records.ts';
import { startFastcs } from '../peers/fastcs.ts';
import { startP4p } from '../peers/p4p.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, temporary } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 180_000 });

const name = '@bl01/devices';

interface Peer {
  readonly endpoint: string;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Chain {
  readonly peer: string;
  readonly scheme: 'pva' | 'ca';
  readonly start: () => Promise<Peer>;
  /** What a person writes below the address, as flow YAML. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Classes by device, as they are generated. */
  readonly devices: Readonly<Record<string, string>>;
  /** Members that must be there to be read, at least. */
  readonly members: number;
  /** Lines of the user's: one put, and what is shown before and after; `a`, `b` … are the devices. */
  readonly lines: string;
  readonly shown: readonly unknown[];
  /** What a pull warns of: members whose type is delivered as unknown. */
  readonly caveats?: readonly string[];
  /** Differences that a connect tells of, `rule member`. */
  readonly findings?: readonly string[];
  /** Members whose value is none. */
  readonly unread?: readonly string[];
}

const slit = ['Gap', 'Gap_RBV', 'Mode', 'Home', 'Profile'].map((leaf) => `BL01:SLIT:${leaf}`);
const channels = [1, 2].flatMap((n) => ['Gain', 'Offset'].map((leaf) => `BL01:SLIT:Ch${n}:${leaf}`));

const chains: readonly Chain[] = [
  {
    peer: 'pvAccessCPP',
    scheme: 'pva',
    start: () => startIoc(`${records('beamline.db')}\n${records('pvi.db')}`, { server: 'pvaccess' }),
    devices: { 'BL01:SLIT': 'Slit', 'BL01:DET:CAM': 'Cam', 'BL01:PS4': 'Ps2' },
    members: 15,
    lines: `
      await a.mode.set('Upper');
      await b.acquireTime.set(0.5);
      await a.home.execute();
      await c.output.set('On');
      show(await a.mode.get(), await c.output.get(), b.temperature.meta.units);`,
    shown: ['Upper', 'On', 'C'],
  },
  {
    peer: 'FastCS',
    scheme: 'pva',
    start: startFastcs,
    devices: { DEV: 'Dev' },
    members: 15,
    lines: `
      await a.mode.set('RUN');
      await waitForValue(a.mode, 'RUN');
      await a.ch.at(2).gain.set(2.5);
      await a.cancelAll.execute();
      show(await a.ch.at(2).gain.get(), await a.left.gain.get(), (await a.spectrum.get()).shape, await a.busy.get());`,
    shown: [2.5, 0, [4], false],
  },
  {
    peer: 'p4p with every type',
    scheme: 'pva',
    start: () => startP4p('pva_types.py'),
    // Not opened, and there to be called.
    config: { ignore: ['t:closed', 't:ctl'] },
    devices: { t: 'T' },
    caveats: ['T :any'],
    members: 37,
    lines: `
      await a.i64.set(2n ** 62n);
      await a.enum.set('Odd');
      await a.f32S.set(Float32Array.of(1, 2));
      const { count, label } = await a.table.get();
      const image = await a.image.get();
      show(String(await a.i64.get()), await a.enum.get(), [...(await a.f32S.get())], [...count].map(String), label);
      show(image.shape, await a.union.get(), (await a.structs.get()).length, (await a.wide.get()).f299);`,
    shown: [
      '4611686018427387904',
      'Odd',
      [1, 2],
      ['1', '2'],
      ['one', 'two'],
      [3, 4],
      { kind: 'text', value: 'arm' },
      3,
      299,
    ],
  },
  {
    peer: 'p4p with every normative type',
    scheme: 'pva',
    start: () => startP4p('pva_normative.py'),
    devices: { n: 'N' },
    caveats: ['N :any', 'N :empty'],
    members: 28,
    lines: `
      await a.scalar.set(2.5);
      await a.enum.set('Off');
      show(await a.scalar.get(), await a.enum.get(), String(await a.long.get()), (await a.matrix.get()).shape);
      show((await a.aggregate.get()).max, await a.union.get(), (await a.uri.get()).query, a.scalar.meta.units);`,
    shown: [2.5, 'Off', String(2n ** 60n), [2, 3], 3.5, { kind: 'text', value: 'arm' }, { a: 2 }, 'mm'],
    // Its columns are not equally long.
    unread: ['a.ragged'],
  },
  {
    peer: 'core-pva',
    scheme: 'pva',
    start: () => startCorePva({ bigEndian: true }),
    config: { pvs: ['java:double', 'java:readonly', 'java:types', 'java:array', 'java:wide'] },
    devices: { java: 'Java' },
    members: 5,
    lines: `
      await a.double.set(3.5);
      show(await a.double.get(), await a.readonly.get(), (await a.array.get()).length, a.readonly.kind);`,
    shown: [3.5, 2.5, 10, 'r'],
  },
  {
    peer: 'an IOC over Channel Access',
    scheme: 'ca',
    start: () => startCaIoc(records('beamline.db')),
    config: { pvs: [...slit, ...channels] },
    devices: { 'BL01:SLIT': 'Slit' },
    members: 7,
    lines: `
      await a.mode.set('Lower');
      await a.ch.at(2).gain.set(2.5);
      await a.profile.set(Float64Array.of(1, 2, 3));
      await a.home.execute();
      show(await a.mode.get(), await a.ch.at(2).gain.get(), [...(await a.profile.get())], a.gap.meta.units);`,
    shown: ['Lower', 2.5, [1, 2, 3], 'mm'],
  },
  {
    peer: 'motors of caproto',
    scheme: 'ca',
    start: () => startCaproto('fake_motor_record'),
    config: { pvs: ['sim:mtr1', 'sim:mtr2'] },
    devices: { 'sim:mtr1': 'Motor', 'sim:mtr2': 'Motor' },
    // It gives them no unit; the record of synApps does.
    findings: [1, 2].flatMap(() => ['UNITS accl', 'UNITS bacc']),
    members: 60,
    lines: `
      await a.velo.set(5);
      show(await a.velo.get(), await b.spmg.get(), await b.dmov.get());`,
    shown: [5, 'Go', 1],
  },
  {
    peer: 'plain PVs of caproto',
    scheme: 'ca',
    start: () => startCaproto('scalars_and_arrays', ['--prefix', 'my:']),
    config: { pvs: ['my:scalar_int', 'my:scalar_float', 'my:scalar_string', 'my:array_float', 'my:array_int'] },
    devices: { my: 'My' },
    members: 5,
    lines: `
      await a.scalarFloat.set(2.25);
      show(await a.scalarFloat.get(), typeof (await a.scalarInt.get()), (await a.arrayFloat.get()).constructor.name);`,
    shown: [2.25, 'number', 'Float64Array'],
  },
];

const scriptOf = ({ scheme, devices, lines }: Chain): string => `
import { connectAll, Device, DeviceVector, getMany, isDevice, waitForValue, type SignalR } from '@devgen/runtime';
import { ${scheme} } from '@devgen/runtime/${scheme}';
${[...new Set(Object.values(devices))].map((each) => `import { ${each} } from '${name}/${each.toLowerCase()}';`).join('\n')}

function* signalsOf(device: Device): Iterable<SignalR<unknown>> {
  for (const member of Object.values(device)) {
    if (isDevice(member)) yield* signalsOf(member);
    else if (member instanceof DeviceVector) for (const [, element] of member) yield* signalsOf(element);
    else if ('get' in member && member.kind !== 'w') yield member;
  }
}

const shown: unknown[] = [];
const show = (...values: readonly unknown[]): unknown => shown.push(...values);
const via = ${scheme}(process.argv[2] ?? '');
const made = { ${Object.entries(devices)
  .map(([device, of], index) => `${'abc'[index]}: new ${of}('${device}')`)
  .join(', ')} };
const { ${Object.keys(devices)
  .map((_, index) => 'abc'[index])
  .join(', ')} } = await connectAll(made, { via: [via] });
const signals = Object.values(made).flatMap((device) => [...signalsOf(device)]);
const readings = await getMany(signals);
const unread = signals.flatMap(({ name }, index) => (readings[index]!.ok ? [] : [name]));
${lines}
void waitForValue;
const findings = Object.values(made).flatMap((one) => one.$findings.map(({ rule, member }) => rule + ' ' + member));
console.log(JSON.stringify({ read: signals.length, unread, findings, shown }));
await via.close();
`;

it.each(chains)('$peer: init, pull, compile, connect, read, put, check', async (chain) => {
  const { scheme, start, config = {}, devices, members, shown, caveats = [], findings = [], unread = [] } = chain;
  const peer = await start();
  const folder = await temporary();
  try {
    const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path, env: peer.environment });
    const answer = async (...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> => {
      const { stdout, stderr, code } = await run(...args, '--json');
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      return validated(args[0], stdout);
    };
    await answer('init', `${scheme}://${peer.endpoint}`, '--package', name);
    const file = join(folder.path, 'devgen.yaml');
    const text = await readFile(file, 'utf8');
    const lines = Object.entries(config).map(([key, value]) => `$1${key}: ${JSON.stringify(value)}\n`);
    await writeFile(file, text.replace(/^( +)address: .*\n/m, `$&${lines.join('')}`));

    const { unreachable, warnings } = (await answer('pull')) as { unreachable: []; warnings: { text: string }[] };
    expect(unreachable).toEqual([]);
    expect(warnings.map((warning) => warning.text.replace(/: .*/, ''))).toEqual(caveats);
    await linkPackages(folder.path, name, 'generated/devices');
    await writeFile(join(folder.path, 'drive.ts'), scriptOf(chain));
    expect(await typeCheck(folder.path, 'drive.ts')).toMatchObject({ code: 0, stdout: '' });
    const address = peer.environment[`EPICS_${scheme.toUpperCase()}_ADDR_LIST`] ?? '';
    const ran = await runScript(folder.path, 'drive.ts', [address]);
    expect(ran.stderr).toBe('');
    const told: { readonly read: number } = JSON.parse(ran.stdout);
    expect(told).toMatchObject({ unread, findings, shown });
    expect(told.read).toBeGreaterThanOrEqual(members);
    // What was put is no difference, and every device was looked at.
    const { live } = (await answer('check', '--live')) as { live: { compared: number; findings: readonly unknown[] } };
    expect(live.findings).toEqual([]);
    expect(live.compared).toBeGreaterThanOrEqual(Object.keys(devices).length);
  } finally {
    await peer.stop();
    await folder.remove();
  }
});
