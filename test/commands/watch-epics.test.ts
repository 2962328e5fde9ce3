import { join } from 'node:path';
import { PvaClient } from '@devgen/runtime/pva';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startIoc } from '../peers/epics-ioc.ts';
import { startP4p } from '../peers/p4p.ts';
import { freePvaPorts, type PvaPorts } from '../peers/pva-port.ts';
import type { PvaServerPeer } from '../peers/pva-server.ts';
import { devgen, temporary } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';
import { rulesOf, type WatchEvent, Watching } from './watching.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const supply = (device: string, mode = 'On'): string => `
  record(ao, "${device}:Current") { field(VAL, "1") field(PINI, "YES") field(EGU, "A") }
  record(ai, "${device}:Voltage") { field(INP, "${device}:Current CP") field(EGU, "V") }
  record(bo, "${device}:Output") { field(ZNAM, "Off") field(ONAM, "${mode}") }
`;

let server: PvaServerPeer;
let folder: Awaited<ReturnType<typeof temporary>>;
let watching: Watching | undefined;

/** Begins with the package of what is there. Looks come once an hour: what is pulled again, servers have told. */
async function watch(...args: readonly string[]): Promise<WatchEvent> {
  const env = server.environment;
  expect((await devgen(['init', `pva://${server.endpoint}`], { cwd: folder.path, env })).code).toBe(0);
  watching = new Watching(folder.path, ['--every', '3600', ...args], env);
  return watching.next();
}

/** The next event after something was changed once: a watch that has pulled hears of it. */
async function nextAfter(change: (client: PvaClient) => Promise<unknown>): Promise<WatchEvent> {
  const client = new PvaClient({ environment: server.environment });
  try {
    await change(client);
    return await watching!.next();
  } finally {
    await client.close();
  }
}

beforeEach(async () => {
  folder = await temporary();
});
afterEach(async () => {
  await watching?.stop('SIGKILL');
  watching = undefined;
  await server.stop();
  await folder.remove();
});

describe('watch of EPICS', () => {
  let ports: PvaPorts;
  beforeEach(async () => {
    ports = await freePvaPorts();
  });

  it('pulls again what an IOC shows otherwise while it runs: that device alone', async () => {
    server = await startIoc(supply('L:PS1') + supply('L:PS2'), { ports });
    expect(await watch()).toMatchObject({ event: 'pull', result: { lockChanged: true } });
    const event = await nextAfter((client) => client.channel('L:PS2:Output.ONAM').put('Ready'));
    expect(event).toMatchObject({ event: 'pull', result: { lockChanged: true, sources: [{ described: 1 }] } });
    expect(rulesOf(event)).toContain('ENUM_LABELS');
  });

  it('pulls again what an IOC shows otherwise after a restart', async () => {
    server = await startIoc(supply('L:PS1'), { ports });
    await watch();
    await server.stop();
    server = await startIoc(`${supply('L:PS1', 'Ready')} record(longin, "L:PS1:Count") { }`, { ports });
    const event = await watching!.next();
    expect(event).toMatchObject({ event: 'pull', result: { lockChanged: true } });
    expect(rulesOf(event)).toContain('MEMBER_EXTRA');
  });

  it('pulls again what a PVI says otherwise, and with --dry tells only', async () => {
    server = await startP4p('pvi_changes.py', { ports });
    const env = server.environment;
    expect((await devgen(['init', `pva://${server.endpoint}`], { cwd: folder.path, env })).code).toBe(0);
    expect((await devgen(['pull'], { cwd: folder.path, env })).code).toBe(0);
    const before = await bytesOf(join(folder.path, 'generated/devices'));
    watching = new Watching(folder.path, ['--every', '3600', '--dry'], env);
    expect(await watching.next()).toMatchObject({ event: 'diff', result: { findings: [] } });
    const event = await nextAfter((client) => client.channel('W:do').put('extend 1'));
    expect([event.event, rulesOf(event)]).toEqual(['diff', expect.arrayContaining(['MEMBER_EXTRA'])]);
    expect(await watching.stop('SIGINT')).toBe(130);
    expect(await bytesOf(join(folder.path, 'generated/devices'))).toEqual(before);
  });
});
