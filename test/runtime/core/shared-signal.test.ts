import { connectAll, getMany, mock } from '@devgen/runtime';
import { observeSignals } from '@devgen/runtime/observe';
import { expect, it, vi } from 'vitest';
import { Motor } from './motor.ts';

it('a signal of fifty calls, loops and devices at once has one listener, and none in the end', async () => {
  const warned = vi.fn();
  process.on('warning', warned);
  const abort = new AbortController();
  const { signal } = abort;
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  const motors = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`m${index}`, new Motor(`m${index}`)]));
  const connector = mock();
  await connectAll(motors, { via: [connector], signal });
  added.mockClear();
  const all = Object.values(motors);
  const loops = all.map((motor) => motor.position.observe({ signal }));
  await Promise.all(loops.map((loop) => loop.next()));
  await Promise.all(all.map((motor) => motor.position.get({ signal, fresh: true })));
  await Promise.all(all.map((motor) => motor.position.set(1, { signal })));
  await getMany(
    all.map((motor) => motor.position),
    { signal },
  );
  const together = observeSignals(
    all.map((motor) => motor.position),
    { signal },
  );
  await together.next();
  expect(added).toHaveBeenCalledTimes(1);
  abort.abort();
  for (const loop of loops) expect(await loop.next()).toMatchObject({ done: true });
  expect(await together.next()).toMatchObject({ done: true });
  await connector.close();
  expect(removed.mock.calls.length).toBeGreaterThanOrEqual(added.mock.calls.length);
  expect(warned).not.toHaveBeenCalled();
  process.off('warning', warned);
});
