import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasJournal } from '../../src/publish/journal.ts';
import { publish } from '../../src/publish/publish.ts';
import { recover } from '../../src/publish/recover.ts';
import { NEW, OLD } from './kill/packages.ts';
import { inPairs, type Strike, strikesOf, type Tree, Trials, treeOf } from './kill/trial.ts';
import { publication } from './trees.ts';

// Hundreds of processes.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** The one call that decides. */
const COMMIT = 'rename .devgen/journal.json';

let trials: Trials;
let old: string;
let oldTree: Tree;
let newTree: Tree;
/** Of the publication of the new package over the old one. */
let calls: readonly string[];

beforeAll(async () => {
  trials = await Trials.start();
  old = trials.folder();
  await trials.run('publish', old, OLD);
  // A user's own files, which no devgen has business with.
  writeFileSync(join(old, 'notes.txt'), 'mine\n');
  writeFileSync(join(old, 'kept/notes.txt'), 'mine\n');
  oldTree = treeOf(old);
  const whole = trials.folder(old);
  calls = await trials.run('publish', whole, NEW);
  newTree = treeOf(whole);
});
afterAll(() => trials.remove());

/** Whether a process that was killed so had committed: by the one rename alone. */
function committed(all: readonly string[], { at, how }: Strike): boolean {
  const commit = all.indexOf(COMMIT) + 1;
  return how === 'after' ? at >= commit : at > commit;
}

/** The folder behind a kill, and of what tree it has to become. */
async function killed(of: string, all: readonly string[], strike: Strike): Promise<{ folder: string; becomes: Tree }> {
  const folder = trials.folder(of);
  await trials.run('publish', folder, NEW, strike);
  return { folder, becomes: committed(all, strike) ? newTree : oldTree };
}

it('the publication under trial has files that change, go, come and stay, in folders too', () => {
  expect(Object.keys(oldTree).length).toBeGreaterThanOrEqual(12);
  const kinds = Object.keys({ ...oldTree, ...newTree }).map((path) => {
    if (oldTree[path] === newTree[path]) return 'stays';
    return oldTree[path] === undefined ? 'comes' : newTree[path] === undefined ? 'goes' : 'changes';
  });
  for (const kind of ['stays', 'comes', 'goes', 'changes'])
    expect(kinds.filter((each) => each === kind).length, kind).toBeGreaterThanOrEqual(3);
  expect(calls.filter((call) => call === COMMIT)).toHaveLength(1);
  expect(new Set(calls.map((call) => call.split(' ')[0]))).toEqual(
    new Set(['mkdir', 'rmdir', 'open', 'writeFile', 'fsync', 'rename', 'unlink']),
  );
});

describe('a process killed behind each call that writes, or in the midst of a write,', () => {
  it('leaves what the next command makes the old tree or the new one, as the commit decides', async () => {
    const strikes = strikesOf(calls);
    const became: Record<'old' | 'new', number> = { old: 0, new: 0 };
    await inPairs(strikes, async (strike) => {
      const { folder, becomes } = await killed(old, calls, strike);
      if (becomes === oldTree) expect(treeOf(folder), calls[strike.at - 1]).toEqual(oldTree);
      await recover(folder);
      expect(treeOf(folder), `${strike.how} ${calls[strike.at - 1]}`).toEqual(becomes);
      became[becomes === oldTree ? 'old' : 'new'] += 1;
      // Whatever was left behind is in nobody's way.
      await publish(folder, publication(NEW.texts, { lock: NEW.lock }));
      expect(treeOf(folder)).toEqual(newTree);
      expect(readdirSync(folder)).not.toContain('.devgen');
    });
    expect(became.old + became.new).toBe(strikes.length);
    expect(became.old).toBeGreaterThanOrEqual(20);
    expect(became.new).toBeGreaterThanOrEqual(20);
  });

  it('and so it does in recovery: the one after it makes the new tree', async () => {
    const first = strikesOf(calls).filter((strike) => strike.how === 'after' && committed(calls, strike));
    let pairs = 0;
    await inPairs(first, async (strike) => {
      const { folder } = await killed(old, calls, strike);
      if (!hasJournal(folder)) return;
      const recovery = await trials.run('recover', trials.folder(folder), NEW);
      for (const second of strikesOf(recovery)) {
        const again = trials.folder(folder);
        await trials.run('recover', again, NEW, second);
        await recover(again);
        expect(treeOf(again), `${calls[strike.at - 1]}, then ${recovery[second.at - 1]}`).toEqual(newTree);
        expect(hasJournal(again)).toBe(false);
        pairs += 1;
      }
    });
    expect(pairs).toBeGreaterThanOrEqual(200);
  });

  it('and so it does in a publication over what a kill before the commit has left', async () => {
    const commit = calls.indexOf(COMMIT) + 1;
    const halfStaged = calls.indexOf('writeFile .devgen/stage/4') + 1;
    let pairs = 0;
    for (const first of [
      { at: halfStaged, how: 'torn' },
      { at: commit - 2, how: 'torn' },
    ] as const) {
      const { folder, becomes } = await killed(old, calls, first);
      expect(becomes).toBe(oldTree);
      const second = await trials.run('publish', trials.folder(folder), NEW);
      await inPairs(strikesOf(second), async (strike) => {
        const { folder: again, becomes: tree } = await killed(folder, second, strike);
        await recover(again);
        expect(treeOf(again), second[strike.at - 1]).toEqual(tree);
        pairs += 1;
      });
    }
    expect(pairs).toBeGreaterThanOrEqual(80);
  });
});

describe('a torn publication that is given up, killed behind each call', () => {
  it('is as torn as before or whole, the edit that blocked it kept, and giving it up again ends it', async () => {
    const commit = calls.indexOf(COMMIT) + 1;
    const { folder } = await killed(old, calls, { at: commit + 4, how: 'after' });
    writeFileSync(join(folder, 'vacuum.ts'), 'edited by hand\n');
    const torn = treeOf(folder);
    await expect(recover(folder)).rejects.toMatchObject({ code: 'PUBLISH.CHANGED_SINCE_CRASH' });
    expect(treeOf(folder)).toEqual(torn);

    const whole = trials.folder(folder);
    // The lock of the crash was not yet in its place: the package is made from the one that is.
    const giveUp = { ...NEW, lock: OLD.lock };
    const abandoning = await trials.run('abandon', whole, giveUp);
    const given = treeOf(whole);
    expect(given['vacuum.ts']).toBe('edited by hand\n');
    const manifest = '.devgen.json';
    const lock = { 'devgen.lock.json': OLD.lock };
    expect({ ...given, [manifest]: '' }).toEqual({
      ...newTree,
      ...lock,
      'vacuum.ts': 'edited by hand\n',
      [manifest]: '',
    });

    const strikes = strikesOf(abandoning);
    await inPairs(strikes, async (strike) => {
      const again = trials.folder(folder);
      await trials.run('abandon', again, giveUp, strike);
      if (!committed(abandoning, strike)) expect(treeOf(again), abandoning[strike.at - 1]).toEqual(torn);
      else {
        await recover(again);
        expect(treeOf(again), abandoning[strike.at - 1]).toEqual(given);
      }
      await publish(again, publication(giveUp.texts, { lock: giveUp.lock, abandon: true }));
      expect(treeOf(again), abandoning[strike.at - 1]).toEqual(given);
      expect(hasJournal(again)).toBe(false);
    });
    expect(strikes.length).toBeGreaterThanOrEqual(30);
  });
});

it('nothing in the room of publication changes a file system by a call that is not counted', () => {
  const room = resolve(import.meta.dirname, '../../src/publish');
  const counted = /^(mkdir|open|rename|rm|rmdir|unlink|writeFile|fsync)Sync$|^(mkdir|realpath|rm)$/;
  const reading = /^(closeSync|existsSync|lstatSync|readFileSync|readdirSync)$/;
  const imported = readdirSync(room).flatMap((name) => {
    const text = readFileSync(join(room, name), 'utf8');
    return Array.from(text.matchAll(/import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g), ([, names = '']) =>
      names
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    ).flat();
  });
  expect(imported.length).toBeGreaterThan(15);
  expect(imported.filter((name) => !counted.test(name) && !reading.test(name))).toEqual([]);
});
