import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/publish/disk.ts';
import { inspect } from '../../src/publish/inspect.ts';
import { readJournal } from '../../src/publish/journal.ts';
import { readManifest } from '../../src/publish/manifest.ts';
import { type Publication, publish, publishLock } from '../../src/publish/publish.ts';
import { editIn, NEW, NEW_TREE, OLD, OLD_TREE, publication, treeOf } from './trees.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devgen-publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tree = (): Promise<Record<string, string>> => treeOf(folder);
const edit = (path: string, text: string): Promise<void> => editIn(folder, path, text);

function manifestLine(path: string): string {
  return `${JSON.stringify(path)}:"${sha256('x')}"`;
}

describe('publish', () => {
  it('brings a folder to new texts, and removes what nothing asks for any more', async () => {
    expect(await publish(folder, OLD)).toMatchObject({
      written: ['a.ts', 'b.ts', 'deep/c.ts'],
      removed: [],
      lock: 'written',
    });
    expect(await tree()).toEqual(OLD_TREE);
    expect(await publish(folder, NEW)).toEqual({
      written: ['a.ts', 'd.ts'],
      removed: ['deep/c.ts'],
      kept: [],
      unchanged: 1,
      lock: 'written',
    });
    expect(await tree()).toEqual(NEW_TREE);
    expect(await readdir(folder)).toEqual(['.devgen.json', 'a.ts', 'b.ts', 'd.ts', 'devgen.lock.json']);
  });

  it('writes nothing when nothing changed', async () => {
    await publish(folder, OLD);
    const times = async (): Promise<number[]> =>
      Promise.all(
        (await readdir(folder)).map(async (name) => (await stat(join(folder, name), { bigint: false })).mtimeMs),
      );
    const before = await times();
    expect(await publish(folder, OLD)).toEqual({ written: [], removed: [], kept: [], unchanged: 3, lock: 'unchanged' });
    expect(await publishLock(folder, 'lock1\n')).toBe('unchanged');
    expect(await times()).toEqual(before);
  });

  it('keeps what a hand has changed, until it is told to overwrite', async () => {
    await publish(folder, OLD);
    await edit('a.ts', 'mine\n');
    await edit('deep/c.ts', 'mine too\n');
    await edit('d.ts', 'mine before devgen came\n');
    expect(await publish(folder, NEW)).toMatchObject({ written: [], removed: [], kept: ['a.ts', 'd.ts', 'deep/c.ts'] });
    expect(await publish(folder, NEW)).toMatchObject({ kept: ['a.ts', 'd.ts', 'deep/c.ts'] });
    expect(await tree()).toMatchObject({
      'a.ts': 'mine\n',
      'deep/c.ts': 'mine too\n',
      'd.ts': 'mine before devgen came\n',
    });
    expect(await publish(folder, { ...NEW, overwrite: true })).toMatchObject({
      written: ['a.ts', 'd.ts'],
      removed: ['deep/c.ts'],
      kept: [],
    });
    expect(await tree()).toEqual(NEW_TREE);
  });

  it('takes the line ends of a Windows checkout for its own', async () => {
    await publish(folder, OLD);
    for (const [path, text] of Object.entries(OLD_TREE)) await edit(path, text.replaceAll('\n', '\r\n'));
    expect(await publish(folder, OLD)).toMatchObject({ written: [], kept: [], lock: 'unchanged' });
  });

  it('leaves the old tree when it cannot write, and says so', async () => {
    await publish(folder, OLD);
    await writeFile(join(folder, '.devgen'), 'a file where the stage should be');
    await expect(publish(folder, NEW)).rejects.toMatchObject({
      code: 'PUBLISH.STAGE',
      message: expect.stringContaining('nothing was written'),
    });
    await unlink(join(folder, '.devgen'));
    expect(await tree()).toEqual(OLD_TREE);
  });

  it('leaves the old tree when it is aborted before the commit', async () => {
    await publish(folder, OLD);
    await expect(publish(folder, { ...NEW, signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow(
      'stopped',
    );
    expect(await tree()).toEqual(OLD_TREE);
    expect(readJournal(folder)).toBe(undefined);
  });

  it('deletes nothing outside its folder, whatever a manifest says', async () => {
    const outside = join(folder, 'victim.ts');
    const inner = join(folder, 'package');
    await mkdir(inner);
    await writeFile(outside, 'x');
    await writeFile(
      join(inner, '.devgen.json'),
      `{\n"files":{\n${['../victim.ts', outside, 'a/../../victim.ts', 'C:\\x'].map(manifestLine).join(',\n')}\n}}\n`,
    );
    expect(await publish(inner, publication({ 'a.ts': 'a' }))).toMatchObject({ removed: [] });
    expect(await readFile(outside, 'utf8')).toBe('x');
  });

  it('deletes nothing behind a link, and nothing of its own keeping, whatever a manifest says', async () => {
    await publish(folder, OLD);
    const elsewhere = await mkdtemp(join(tmpdir(), 'devgen-elsewhere-'));
    await writeFile(join(elsewhere, 'victim.ts'), 'x');
    await symlink(elsewhere, join(folder, 'link'));
    await edit('.devgen/last-pull.json', 'x');
    const lock = `"devgen.lock.json":"${sha256('lock1\n')}"`;
    const listed = [manifestLine('link/victim.ts'), manifestLine('.devgen/last-pull.json'), lock];
    const manifest = await readFile(join(folder, '.devgen.json'), 'utf8');
    await edit('.devgen.json', manifest.replace('"files":{', `"files":{\n${listed.join(',\n')},`));
    expect(await publish(folder, { ...OLD, overwrite: true })).toMatchObject({ written: [], removed: [] });
    expect(await readFile(join(elsewhere, 'victim.ts'), 'utf8')).toBe('x');
    expect(await readFile(join(folder, '.devgen/last-pull.json'), 'utf8')).toBe('x');
    expect(await readFile(join(folder, 'devgen.lock.json'), 'utf8')).toBe('lock1\n');
    await rm(elsewhere, { recursive: true });
  });

  it('writes through no link, and finds out before the commit what stands where a folder should be', async () => {
    await publish(folder, OLD);
    const elsewhere = await mkdtemp(join(tmpdir(), 'devgen-elsewhere-'));
    await symlink(elsewhere, join(folder, 'link'));
    await edit('plain', 'a file');
    for (const path of ['link/a.ts', 'plain/a.ts']) {
      const texts = { 'a.ts': 'a2\n', [path]: 'a\n' };
      await expect(publish(folder, publication(texts))).rejects.toMatchObject({
        code: 'PUBLISH.STAGE',
        message: expect.stringContaining(join(folder, path.split('/')[0]!)),
      });
      expect(await tree()).toEqual({ ...OLD_TREE, plain: 'a file' });
    }
    expect(await readdir(elsewhere)).toEqual([]);
    await rm(elsewhere, { recursive: true });
  });

  it('asks only for the texts that it writes, and writes nothing where there are none to be had', async () => {
    await publish(folder, OLD);
    const asked: (readonly string[])[] = [];
    const textsOf: Publication['textsOf'] = async (paths) => {
      asked.push(paths);
      return NEW.textsOf(paths);
    };
    await publish(folder, { ...OLD, textsOf });
    expect(asked).toEqual([]);
    const refused = { ...NEW, textsOf: () => Promise.reject(new Error('a bad template')) };
    await expect(publish(folder, refused)).rejects.toThrow('a bad template');
    expect(await tree()).toEqual(OLD_TREE);
    await publish(folder, { ...NEW, textsOf });
    expect(asked).toEqual([['a.ts', 'd.ts']]);
  });
});

describe('inspect', () => {
  it('tells stale, edited, missing and orphan apart', async () => {
    await publish(folder, OLD);
    await edit('b.ts', 'mine\n');
    const wanted = publication({ 'a.ts': 'a2\n', 'b.ts': 'b2\n', 'e.ts': 'e\n' }).expected;
    expect(inspect(folder, wanted).findings).toEqual([
      { path: 'a.ts', kind: 'stale' },
      { path: 'b.ts', kind: 'edited' },
      { path: 'deep/c.ts', kind: 'orphan' },
      { path: 'e.ts', kind: 'missing' },
    ]);
    expect(inspect(folder, publication({ ...OLD_TREE, 'b.ts': 'mine\n' }).expected).findings).toEqual([]);
  });

  it('reads a manifest that two branches changed, with the marks of the merge in it', () => {
    const [one, two] = [sha256('1'), sha256('2')];
    const text = `{\n"devgen":"0.1.0",\n"files":{\n<<<<<<< HEAD\n"a.ts":"${one}",\n=======\n"a.ts":"${two}",\n>>>>>>> x\n"b.ts":"${one}"\n},\n"format":1\n}\n`;
    expect(readManifest(text)).toEqual(
      new Map([
        ['a.ts', new Set([one, two])],
        ['b.ts', new Set([one])],
      ]),
    );
  });
});
