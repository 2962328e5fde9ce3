import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const name = '@facility/devices';
let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let folder: Awaited<ReturnType<typeof temporary>>;

const file = (): string => join(folder.path, 'generated/devices/all-types.ts');

/** The command's `--json` answer, held against its schema. */
async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen([...args, '--json'], { cwd: folder.path });
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

const overlay = `
overlay:
  classes:
    AllTypes:
      members:
        echoDevLong: { retype: { in: { labels: [Left, Right] }, out: { labels: [Left, Right] } } }
        EchoDevLong64: { retype: { in: { type: number }, out: { type: number } } }
        echoDevVarULong64Array: { retype: { in: { type: number }, out: { type: number } } }
        echoDevVarLongStringArray:
          retype:
            in: { fields: { lvalue: { labels: [Low, High] } } }
            out: { fields: { lvalue: { labels: [Low, High] } } }
        long64_image: { retype: { type: number } }
        ulong64_image_ro: { retype: { type: number } }
        boolean_image: { retype: { labels: ['Off', 'On'] } }
        short_image_ro: { retype: { labels: [Zero, One] } }
`;

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  await startPyServer('all_types.py', { db, devices: [{ name: 'test/types/1', class: 'AllTypes' }] });
  await devgen(['init', `tango://${db.tangoHost}`, '--package', name], { cwd: folder.path });
  await linkPackages(folder.path, name, 'generated/devices');
});
afterAll(async () => {
  await db.stop();
  await folder.remove();
});

it('types commands and images of a live device in the words of the class, and its mock', async () => {
  await appendFile(join(folder.path, 'devgen.yaml'), overlay);
  expect(await answer('pull')).toMatchObject({ exit: 0 });
  expect(await answer('check', '--live')).toMatchObject({ exit: 0, live: { findings: [] } });

  // A list of words in a hand's edit is an entry too.
  const text = await readFile(file(), 'utf8');
  const before = 'declare readonly echoDevVarBooleanArray: Command<readonly boolean[], readonly boolean[]>;';
  const words = "readonly ('Open' | 'Shut')[]";
  expect(text).toContain(before);
  await writeFile(file(), text.replace(before, before.replaceAll('readonly boolean[]', words)));
  expect(await answer('adopt', 'generated/devices/all-types.ts')).toMatchObject({
    exit: 0,
    left: [],
    carried: [
      {
        kind: 'retype',
        of: 'AllTypes.echoDevVarBooleanArray',
        to: 'in labels 0 = Open, 1 = Shut, out labels 0 = Open, 1 = Shut',
      },
    ],
  });
  expect(await answer('check', '--live')).toMatchObject({ exit: 0, live: { findings: [] } });

  await copyFile(join(root, 'test/fixtures/user-script/retyped.ts'), join(folder.path, 'retyped.ts'));
  const checked = await typeCheck(folder.path, 'retyped.ts');
  expect([checked.code, checked.stdout]).toEqual([0, '']);
  const { code, stdout, stderr } = await runScript(folder.path, 'retyped.ts', [`tango://${db.tangoHost}`]);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({
    findings: 0,
    word: 'Right',
    count: -41,
    words: ['Shut', 'Open'],
    list: [0, 2 ** 53 - 1],
    lvalue: ['High', 'Low'],
    image: [
      [1, 3],
      [-5, 0, 2 ** 50],
    ],
    mask: { shape: [2, 1], data: ['On', 'Off'] },
    stored: [expect.stringContaining(String(2 ** 50)), expect.stringContaining('True')],
    refused: ['VALUE.TYPE', 'VALUE.LABEL_UNKNOWN', 'VALUE.TYPE', 'VALUE.LABEL_UNKNOWN'],
    played: ['Right', 0, [-5, 0, 2 ** 50], ['On'], ['Right']],
  });
});

it('says on which line it is that a command cannot be had so', async () => {
  const config = join(folder.path, 'devgen.yaml');
  const text = await readFile(config, 'utf8');
  const bad = text.replace('EchoDevLong64:', 'EchoDevDouble:');
  await writeFile(config, bad);
  const line = bad.split('\n').findIndex((each) => each.includes('EchoDevDouble:')) + 1;
  const { code, stderr } = await devgen(['generate'], { cwd: folder.path });
  expect(code).toBe(2);
  expect(stderr).toContain('AllTypes.EchoDevDouble cannot have this retype');
  expect(stderr).toContain(`devgen.yaml:${line}:`);
  expect(stderr).toContain('It is f64: a number is for i64 and u64, also in a list or an image.');
  await writeFile(config, text);
});
