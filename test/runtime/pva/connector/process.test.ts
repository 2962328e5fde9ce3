import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { startP4p } from '../../../peers/p4p.ts';
import { temporaryFolder } from '../../../peers/temporary-folder.ts';
import { normativeMembers, normativePvs } from './normative-types.ts';

/** Reads and observes PVs of every type, closes the connector while they are observed, and prints what is left. */
const SCRIPT = `
  import { connectAll, defineDevice } from '@devgen/runtime';
  import { pva } from '@devgen/runtime/pva';
  const members = JSON.parse(process.argv[2]);
  let evaluates = true;
  try { new Function('return 1')(); } catch { evaluates = false; }
  const connector = pva();
  const Every = defineDevice({ id: 'epics:Every', members });
  const { every } = await connectAll({ every: new Every('n:') }, { via: [connector] });
  const readings = [];
  const ends = [];
  for (const name of Object.keys(members)) {
    const observed = every[name].observe();
    readings.push((await observed.next()).value);
    ends.push(observed.next().catch(({ code }) => code));
  }
  await connector.close();
  await new Promise((resolve) => setImmediate(resolve));
  console.log(JSON.stringify({
    ok: readings.filter(({ ok }) => ok).length, codes: [...new Set(await Promise.all(ends))], evaluates,
    resources: process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe)/.test(name)),
  }));
`;

it('a process that may not make code of text reads every type, and ends by itself when its connector is closed', async () => {
  const server = await startP4p('pva_normative.py');
  const script = join(temporaryFolder('pva'), 'script.mjs');
  await build({
    stdin: { contents: SCRIPT, resolveDir: import.meta.dirname },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@devgen/source'],
  });
  const flags = ['--disallow-code-generation-from-strings', '--unhandled-rejections=strict'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, script, JSON.stringify(normativeMembers())],
    { env: { ...process.env, ...server.environment }, timeout: 60_000 },
  );
  expect(JSON.parse(stdout)).toEqual({
    ok: Object.keys(normativePvs).length,
    codes: ['LINK.CLOSED'],
    evaluates: false,
    resources: [],
  });
  await server.stop();
});
