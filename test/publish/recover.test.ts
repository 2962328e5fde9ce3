import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/publish/disk.ts';
import { commit, readJournal } from '../../src/publish/journal.ts';
import { publish } from '../../src/publish/publish.ts';
import { recover } from '../../src/publish/recover.ts';
import { STAGE } from '../../src/publish/stage.ts';
import { editIn, NEW, NEW_TREE, OLD, OLD_TREE, treeOf } from './trees.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devgen-publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tree = (): Promise<Record<string, string>> => treeOf(folder);
const edit = (path: string, text: string): Promise<void> => editIn(folder, path, text);

/** The state in which a kill leaves a folder after the commit and `done` of its steps. */
async function torn(done: number): Promise<void> {
  await publish(folder, OLD);
  await mkdir(join(folder, STAGE), { recursive: true });
  const steps = [
    { path: 'a.ts', from: sha256('a1\n'), to: sha256('a2\n'), at: join(STAGE, '0'), text: 'a2\n' },
    { path: 'd.ts', from: null, to: sha256('d2\n'), at: join(STAGE, '1'), text: 'd2\n' },
    { path: 'deep/c.ts', from: sha256('c1\n'), to: null, at: null, text: null },
    {
      path: 'devgen.lock.json',
      from: sha256('lock1\n'),
      to: sha256('lock2\n'),
      at: join(STAGE, '3'),
      text: 'lock2\n',
    },
  ];
  for (const [index, { path, at, text }] of steps.entries()) {
    if (index >= done && at !== null) await edit(at, text);
    else if (index < done && text !== null) await edit(path, text);
    else if (index < done) await rm(join(folder, path));
  }
  await commit(
    folder,
    steps.map(({ path, from, to, at }) => ({ path, from, to, at })),
  );
}

describe('recover', () => {
  it.each([0, 1, 2, 3, 4])('after a kill behind step %i ends in the new tree', async (done) => {
    await torn(done);
    expect(await recover(folder)).toBe(true);
    expect(await tree()).toEqual(NEW_TREE);
    expect(await recover(folder)).toBe(false);
  });

  it('touches nothing when somebody changed a file since the crash; `abandon` gives the publication up', async () => {
    await torn(1);
    await edit('d.ts', 'mine\n');
    const before = await tree();
    await expect(recover(folder)).rejects.toMatchObject({
      code: 'PUBLISH.CHANGED_SINCE_CRASH',
      message: expect.stringContaining('d.ts'),
      hint: 'devgen generate --abandon',
    });
    await expect(publish(folder, NEW)).rejects.toMatchObject({ code: 'PUBLISH.CHANGED_SINCE_CRASH' });
    expect(await tree()).toEqual(before);
    expect(await publish(folder, { ...NEW, abandon: true })).toMatchObject({ removed: ['deep/c.ts'], kept: ['d.ts'] });
    expect(await tree()).toEqual({ ...NEW_TREE, 'd.ts': 'mine\n' });
    expect(await recover(folder)).toBe(false);
    expect(await publish(folder, { ...NEW, overwrite: true })).toMatchObject({ written: ['d.ts'] });
    expect(await tree()).toEqual(NEW_TREE);
  });

  it.each(['', '{', '[]', '{"steps":{}}', '{"format":1,"steps":[{"path":"a.ts"}]}'])(
    'of a damaged journal %j is refused, and `abandon` is a way out',
    async (text) => {
      await publish(folder, OLD);
      await edit('.devgen/journal.json', text);
      const refused = {
        code: 'PUBLISH.JOURNAL',
        message: expect.stringContaining(join(folder, '.devgen/journal.json')),
        hint: 'devgen generate --abandon',
      };
      await expect(recover(folder)).rejects.toMatchObject(refused);
      await expect(publish(folder, NEW)).rejects.toMatchObject(refused);
      expect(await tree()).toEqual(OLD_TREE);
      await publish(folder, { ...NEW, abandon: true });
      expect(await tree()).toEqual(NEW_TREE);
    },
  );

  it('moves nothing that was not staged, whatever a journal says', async () => {
    await publish(folder, OLD);
    await edit('b.ts', 'not yours\n');
    const step = { path: 'd.ts', from: null, to: sha256('not yours\n') };
    for (const at of ['b.ts', '../b.ts', '.devgen/stage/../../b.ts', join(folder, 'b.ts')]) {
      await edit('.devgen/journal.json', JSON.stringify({ format: 1, steps: [{ ...step, at }] }));
      await expect(recover(folder)).rejects.toMatchObject({ code: 'PUBLISH.JOURNAL' });
    }
    expect(await tree()).toEqual({ ...OLD_TREE, 'b.ts': 'not yours\n' });
  });

  it('touches nothing when a staged text is not the one that was committed: a power failure may lose it', async () => {
    await torn(1);
    const before = await tree();
    for (const spoil of [() => edit(join(STAGE, '3'), ''), () => rm(join(folder, STAGE, '3'))]) {
      await spoil();
      await expect(recover(folder)).rejects.toMatchObject({
        code: 'PUBLISH.JOURNAL',
        message: expect.stringContaining(join(STAGE, '3')),
        hint: 'devgen generate --abandon',
      });
      expect(await tree()).toEqual(before);
    }
    expect(await publish(folder, { ...NEW, abandon: true })).toMatchObject({ written: ['d.ts'], kept: [] });
    expect(await tree()).toEqual(NEW_TREE);
  });

  it('is the first thing that a publication does', async () => {
    await torn(2);
    await publish(folder, NEW);
    expect(await tree()).toEqual(NEW_TREE);
    expect(readJournal(folder)).toBe(undefined);
  });

  it('forgets a stage without a journal: nothing was committed', async () => {
    await publish(folder, OLD);
    await edit(join(STAGE, '0'), 'half');
    expect(await recover(folder)).toBe(false);
    expect(await publish(folder, OLD)).toMatchObject({ written: [] });
    expect(await tree()).toEqual(OLD_TREE);
  });
});
