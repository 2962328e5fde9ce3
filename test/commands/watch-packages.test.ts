import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demo, upgradedDemo } from '../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../src/sim/tango/facility/facility.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';
import { packagesOf, Watching } from './watching.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let facility: Facility;
let folder: Awaited<ReturnType<typeof temporary>>;
let watching: Watching | undefined;

const output = (name: string): string => join(folder.path, 'generated', name);
const [motors] = demo.servers.filter(({ name }) => name === 'SimMotor/lab');

/** Two packages of one control system, with a device in both. */
function config(tangoHost: string, more = ''): string {
  return `sources:
  lab: { kind: tango, address: 'tango://${tangoHost}' }
${more.includes('far') ? "  far: { kind: tango, address: '" + more.slice(4) + "' }\n" : ''}output:
  - { dir: generated/motion, package: motion, sources: [lab], classes: [SimMotor] }
  - dir: generated/bench
    package: bench
    sources: [${more.includes('far') ? 'far' : 'lab'}]
    include: ['lab/{power,temperature}/*', lab/motor/x]
    overlay:
      classes:
        SimPowerSupply: { document: The supply of the bench }
`;
}

const write = (text: string): Promise<void> => writeFile(join(folder.path, 'devgen.yaml'), text);

beforeEach(async () => {
  facility = await startFacility(demo);
  folder = await temporary();
  await write(config(facility.tangoHost));
});
afterEach(async () => {
  await watching?.stop('SIGKILL');
  watching = undefined;
  await facility.close();
  await folder.remove();
});

/** What is there is what a pull makes. */
async function isPulled(): Promise<void> {
  const before = await bytesOf(join(folder.path, 'generated'));
  const pulled = await devgen(['pull', '--json'], { cwd: folder.path });
  const { packages } = validated('pull', pulled.stdout) as { packages: readonly { lockChanged: boolean }[] };
  expect(packages.map(({ lockChanged }) => lockChanged)).toEqual([false, false]);
  expect(await bytesOf(join(folder.path, 'generated'))).toEqual(before);
}

describe('watch of several packages', () => {
  it('pulls each, asks for a device of both once, and tells of each package what became of it', async () => {
    watching = new Watching(folder.path);
    const first = packagesOf(await watching.next());
    expect(first.map(({ package: name, lockChanged }) => [name, lockChanged])).toEqual([
      ['motion', true],
      ['bench', true],
    ]);
    await facility.change(upgradedDemo);
    const [motion, bench] = packagesOf(await watching.next());
    expect(motion?.findings.map(({ class: name }) => name)).toContain('SimMotor');
    expect(bench?.findings.map(({ class: name }) => name)).toEqual(
      expect.arrayContaining(['SimMotor', 'SimPowerSupply']),
    );
    expect(motion?.findings.map(({ class: name }) => name)).not.toContain('SimPowerSupply');
    await isPulled();
    expect(await watching.stop()).toBe(143);
    expect(watching.stderr).toBe('');
  });

  it('leaves the package alone that has nothing of what changed', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    const before = await bytesOf(output('motion'));
    await facility.change({
      ...demo,
      servers: upgradedDemo.servers.map((server) => (server.name === 'SimMotor/lab' ? motors! : server)),
    });
    const [motion, bench] = packagesOf(await watching.next());
    expect([motion?.lockChanged, motion?.findings, bench?.lockChanged]).toEqual([false, [], true]);
    expect(await bytesOf(output('motion'))).toEqual(before);
    await isPulled();
  });

  it('of which one is meant looks at nothing else', async () => {
    watching = new Watching(folder.path, ['--every', '1', '--package', 'motion']);
    expect(packagesOf(await watching.next()).map(({ package: name }) => name)).toEqual(['motion']);
    await facility.change(upgradedDemo);
    const [motion, ...others] = packagesOf(await watching.next());
    expect([motion?.package, motion?.lockChanged, others]).toEqual(['motion', true, []]);
    // Two motors were there and one came.
    expect(motion?.sources[0]?.described).toBe(3);
  });

  it('tells only, with --dry, of each', async () => {
    expect((await devgen(['pull'], { cwd: folder.path })).code).toBe(0);
    const before = await bytesOf(join(folder.path, 'generated'));
    watching = new Watching(folder.path, ['--every', '1', '--dry']);
    expect(packagesOf(await watching.next()).map(({ findings }) => findings)).toEqual([[], []]);
    await facility.change(upgradedDemo);
    const event = await watching.next();
    expect(event.event).toBe('diff');
    expect(packagesOf(event).map(({ package: name, findings }) => [name, findings.length > 0])).toEqual([
      ['motion', true],
      ['bench', true],
    ]);
    expect(await bytesOf(join(folder.path, 'generated'))).toEqual(before);
  });

  it('begins while the control system of one is away, and pulls that as soon as it is there', async () => {
    const far = await startFacility(demo);
    const port = Number(far.tangoHost.split(':')[1]);
    await far.close();
    await write(config(facility.tangoHost, `far tango://127.0.0.1:${port}`));
    watching = new Watching(folder.path);
    const events = [await watching.next(), await watching.next()];
    expect(events.map(({ event }) => event).toSorted()).toEqual(['pull', 'warning']);
    const pulled = events.find(({ event }) => event === 'pull')!;
    expect(packagesOf(pulled).map(({ package: name, lockChanged }) => [name, lockChanged])).toEqual([
      ['motion', true],
      ['bench', false],
    ]);
    const back = await startFacility(demo, { port });
    try {
      const [motion, bench] = packagesOf(await watching.next());
      expect([motion?.lockChanged, bench?.lockChanged]).toEqual([false, true]);
      await isPulled();
    } finally {
      await watching.stop('SIGKILL');
      await back.close();
    }
  });

  it('publishes none while the overlay of one fits no more, says so once, and goes on when it is corrected', async () => {
    const plain = config(facility.tangoHost);
    const read = '        SimMotor: { members: { acceleration: { role: read } } }\n';
    await write(plain + read);
    watching = new Watching(folder.path);
    await watching.next();
    const before = await bytesOf(join(folder.path, 'generated'));
    await facility.change(upgradedDemo);
    expect(await watching.next()).toMatchObject({
      event: 'warning',
      code: 'CONFIG.OVERLAY_TARGET',
      text: expect.stringContaining('SimMotor has no member acceleration'),
    });
    expect(await bytesOf(join(folder.path, 'generated'))).toEqual(before);
    const { code, stderr } = await devgen(['pull'], { cwd: folder.path });
    expect([code, stderr.includes('CONFIG.OVERLAY_TARGET')]).toEqual([2, true]);
    expect(await bytesOf(join(folder.path, 'generated'))).toEqual(before);

    await write(plain);
    const [motion, bench] = packagesOf(await watching.next());
    expect([motion?.lockChanged, bench?.lockChanged]).toEqual([true, true]);
    await isPulled();
  });
});
