import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demo, upgradedDemo } from '../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../src/sim/tango/facility/facility.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';
import { rulesOf, Watching } from './watching.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let facility: Facility;
let folder: Awaited<ReturnType<typeof temporary>>;
let watching: Watching | undefined;

const output = (): string => join(folder.path, 'generated/devices');

beforeEach(async () => {
  facility = await startFacility(demo);
  folder = await temporary();
  expect((await devgen(['init', `tango://${facility.tangoHost}`], { cwd: folder.path })).code).toBe(0);
});
afterEach(async () => {
  await watching?.stop('SIGKILL');
  watching = undefined;
  await facility.close();
  await folder.remove();
});

describe('watch', () => {
  it('pulls everything, then what was started again, and ends when it is told to', async () => {
    watching = new Watching(folder.path);
    expect(await watching.next()).toMatchObject({ event: 'pull', result: { lockChanged: true, findings: [] } });
    await facility.change(upgradedDemo);
    const second = await watching.next();
    expect(second).toMatchObject({ event: 'pull', result: { lockChanged: true } });
    expect(rulesOf(second)).toContain('MEMBER_MISSING');
    // What is there is what a pull makes.
    const kept = await bytesOf(output());
    const pulled = await devgen(['pull', '--json'], { cwd: folder.path });
    expect(validated('pull', pulled.stdout)).toMatchObject({ exit: 0, lockChanged: false });
    expect(await bytesOf(output())).toEqual(kept);
    expect(await watching.stop()).toBe(143);
    expect(watching.stderr).toBe('');
  });

  it('asks nobody but the devices that changed', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    const [first, ...others] = demo.servers;
    // The same server once more: started again, with nothing changed.
    await facility.change({ ...demo, servers: [{ ...first! }, ...others] });
    await facility.change(upgradedDemo);
    const { result } = await watching.next();
    expect(result?.sources[0]?.described).toBeGreaterThan(0);
    expect(result?.sources[0]?.described).toBeLessThan(demo.servers.flatMap(({ devices }) => devices).length);
  });

  it('tells only, with --dry', async () => {
    expect((await devgen(['pull'], { cwd: folder.path })).code).toBe(0);
    const before = await bytesOf(output());
    watching = new Watching(folder.path, ['--every', '1', '--dry']);
    expect(await watching.next()).toMatchObject({ event: 'diff', result: { findings: [] } });
    await facility.change(upgradedDemo);
    const second = await watching.next();
    expect([second.event, rulesOf(second).includes('MEMBER_MISSING')]).toEqual(['diff', true]);
    expect(await watching.stop('SIGINT')).toBe(130);
    expect(await bytesOf(output())).toEqual(before);
  });

  it('waits for a database that went, and looks at all when it is back', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    const port = Number(facility.tangoHost.split(':')[1]);
    await facility.close();
    expect(await watching.next()).toMatchObject({ event: 'warning', code: 'SOURCE.UNREACHABLE' });
    facility = await startFacility(upgradedDemo, { port });
    const back = await watching.next();
    expect([back.event, rulesOf(back).includes('MEMBER_MISSING')]).toEqual(['pull', true]);
  });

  it('leaves a whole lock when it is killed', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    await facility.change(upgradedDemo);
    await watching.stop('SIGKILL');
    const checked = await devgen(['check'], { cwd: folder.path });
    expect([checked.code, checked.stderr]).toEqual([0, '']);
  });

  it('does not begin where a pull could not', async () => {
    await facility.close();
    const { code, stderr } = await devgen(['watch'], { cwd: folder.path });
    expect([code, stderr.includes('SOURCE.UNREACHABLE')]).toEqual([2, true]);
  });
});
