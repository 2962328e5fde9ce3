import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../../../peers/ca-server.ts';
import { nodeBinary, required } from '../../../peers/install/cache.js';
import { freePort } from '../../../peers/port.ts';
import { temporaryFolder } from '../../../peers/temporary-folder.ts';

/** Uses everything, closes the client while much of it is under way, and prints what is left. */
const SCRIPT = `
  import { CaClient, timeLimit } from '@devgen/runtime/ca';
  const [dead] = process.argv.slice(2);
  const client = new CaClient();
  const a = client.channel('A');
  const { value } = await a.get({}, timeLimit(20000));
  await a.put(value + 1, { wait: true }, timeLimit(20000));
  const type = await a.recordType(timeLimit(20000));
  const first = await a.updates().next();
  let evaluates = true;
  try { new Function('return 1')(); } catch { evaluates = false; }

  const second = async (updates) => { await updates.next(); return updates.next(); };
  const left = [
    client.channel('NONE').get({}, timeLimit(60000)),
    client.channel('A', dead).get({}, timeLimit(60000)),
    second(a.updates()),
  ];
  a.monitor(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  const settled = Promise.allSettled(left);
  await client.close();
  // Node counts a UDP socket that is closed until the end of this turn.
  await new Promise((resolve) => setImmediate(resolve));
  const codes = (await settled).map(({ reason, value }) => reason?.code ?? value);
  console.log(JSON.stringify({
    value: first.value.value, type, codes, evaluates,
    resources: process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe)/.test(name)),
  }));
`;

let ioc: CaServerPeer;
let script: string;

beforeAll(async () => {
  ioc = await startCaIoc('record(ao, "A") { field(VAL, "1") field(PINI, "YES") }');
  script = join(temporaryFolder('ca'), 'script.mjs');
  const stdin = { contents: SCRIPT, resolveDir: import.meta.dirname };
  const options: BuildOptions = { bundle: true, platform: 'node', format: 'esm', conditions: ['@devgen/source'] };
  await build({ stdin, outfile: script, ...options });
});
afterAll(() => ioc.stop());

describe.each([
  ['this Node', process.execPath],
  ['Node 22', required(nodeBinary(22), 'Node 22')],
  ['Node 24', required(nodeBinary(24), 'Node 24')],
])('a process of %s that may not make code of text', (_, node) => {
  it('uses all of the client, and ends by itself when that is closed', async () => {
    const dead = `127.0.0.1:${await freePort()}`;
    const environment = { ...process.env, ...ioc.environment, EPICS_CA_NAME_SERVERS: `${dead} ${ioc.endpoint}` };
    const args = ['--disallow-code-generation-from-strings', '--unhandled-rejections=strict', script, dead];
    const { stdout } = await promisify(execFile)(node, args, { env: environment, timeout: 60_000 });
    expect(JSON.parse(stdout)).toEqual({
      value: expect.any(Number),
      type: 'ao',
      codes: ['LINK.CLOSED', 'LINK.CLOSED', { done: true }],
      evaluates: false,
      resources: [],
    });
  });
});
