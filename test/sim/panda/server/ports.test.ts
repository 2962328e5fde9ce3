import { afterEach, expect, it, vi } from 'vitest';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';

afterEach(() => void vi.restoreAllMocks());

it('listens on another pair of neighbours where the first is taken', async () => {
  const first = await PandaSim.start();
  const draws = vi.spyOn(Math, 'random').mockReturnValueOnce((first.port - 20_000 + 0.5) / 12_000);
  const second = await PandaSim.start();
  expect(draws).toHaveBeenCalledTimes(2);
  expect(second.port).not.toBe(first.port);
  expect(second.dataPort).toBe(second.port + 1);
  await Promise.all([first.stop(), second.stop()]);
});

it('does not look for another port where one was asked for', async () => {
  const first = await PandaSim.start();
  await expect(PandaSim.start({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(PandaSim.start({ dataPort: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.stop();
});
