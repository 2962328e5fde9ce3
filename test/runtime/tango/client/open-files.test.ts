import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BareServer } from './bare-server.ts';

/** Fewer than there are servers, and enough for Node itself. */
const LIMIT = 64;

/** Pings each server, then lets go of those that answered and pings the others. */
const SCRIPT = `
  import { TangoClient } from '@devgen/runtime/tango';
  const client = new TangoClient();
  const devices = process.argv.slice(2).map((port) => client.device('tango://127.0.0.1:' + port + '/dserver/a/b#dbase=no'));
  const pinged = (some) => Promise.allSettled(some.map((device) => device.ping()));
  const first = await pinged(devices);
  const left = devices.filter((_, index) => first[index].status === 'rejected');
  for (const device of devices) if (!left.includes(device)) device.release();
  const second = await pinged(left.slice(0, 10));
  await client.close();
  const failures = (settled) => settled.flatMap(({ reason }) =>
    reason === undefined ? [] : [{ code: reason.code, message: reason.message, hint: reason.hint }]);
  console.log(JSON.stringify({ first: failures(first), second: failures(second) }));
`;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

let folder: string;
let servers: BareServer[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devgen-files-'));
  servers = await Promise.all(Array.from({ length: 100 }, () => BareServer.start()));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true });
});

it('a process with too many open files says so of itself, not of the servers, and goes on when it let go of some', async () => {
  const outfile = join(folder, 'script.mjs');
  const stdin = { contents: SCRIPT, resolveDir: import.meta.dirname };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', conditions: ['@devgen/source'] });
  const limited = `ulimit -n ${LIMIT} && exec "$0" "$@"`;
  const ports = servers.map(({ port }) => `${port}`);
  const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, outfile, ...ports]);
  const { first, second }: { first: Failure[]; second: Failure[] } = JSON.parse(stdout);

  expect(first.length).toBeGreaterThanOrEqual(servers.length - LIMIT);
  expect(first.length).toBeLessThan(servers.length);
  for (const failure of first) {
    expect(failure).toEqual({
      code: 'CONNECT.TOO_MANY_FILES',
      message: expect.stringContaining('this process has too many open files'),
      hint: expect.stringContaining('ulimit -n'),
    });
  }
  expect(second).toEqual([]);
});
