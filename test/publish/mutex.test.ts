import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withMutex } from '../../src/publish/mutex.ts';
import { publish } from '../../src/publish/publish.ts';
import { NEW, NEW_TREE, treeOf } from './trees.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devgen-publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const never = (): Promise<void> => Promise.reject(new Error('both are inside'));

describe('the mutex', () => {
  it('lets one devgen write to a folder at a time: the others wait, each for its turn', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await publish(folder, NEW);
      inside -= 1;
    };
    await Promise.all([withMutex(folder, work), withMutex(folder, work), withMutex(folder, work)]);
    expect(most).toBe(1);
    expect(await treeOf(folder)).toEqual(NEW_TREE);
  });

  it('is not waited for longer than was said, nor after a stop', async () => {
    await withMutex(folder, async () => {
      await expect(withMutex(folder, never, { wait: 60 })).rejects.toMatchObject({
        code: 'PUBLISH.BUSY',
        message: expect.stringContaining(folder),
        hint: expect.stringMatching(/./),
      });
      const controller = new AbortController();
      const waiting = withMutex(folder, never, { signal: controller.signal });
      controller.abort(new Error('stopped'));
      await expect(waiting).rejects.toThrow('stopped');
    });
  });

  it('is free again after work that failed', async () => {
    await expect(withMutex(folder, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await withMutex(folder, async () => 'mine', { wait: 0 })).toBe('mine');
  });
});
