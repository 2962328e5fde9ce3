import { connectAll, pendingWaits } from '@devgen/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { testCombining } from './combining.ts';
import { testConnecting } from './connecting.ts';
import { type Context, has } from './context.ts';
import { testEnding } from './ending.ts';
import { testGetting } from './getting.ts';
import { testObserving } from './observing.ts';
import { testSending } from './sending.ts';
import { lifecycleClass, type Subject } from './subject.ts';

/** The contract between devices and control systems, for one backend. It is started once, for all its tests. */
export function conforms(name: string, start: () => Promise<Subject>): void {
  describe(`${name} conforms`, () => {
    const context = {} as Context;

    beforeAll(async () => {
      context.subject = await start();
    });
    afterAll(() => context.subject?.stop());
    beforeEach(async () => {
      const { control, connector, spec, address } = context.subject;
      await control.set('number', 1);
      await control.set('readback', 2);
      await control.set('mode', 'Run');
      await control.set('text', 'hello');
      if (has(context, 'array')) await control.set('array', new Float64Array([1, 2.5]));
      const tree = { device: new (lifecycleClass(spec))(address) };
      context.device = (await connectAll(tree, { via: [connector] })).device;
    });
    afterEach(async () => {
      await context.device.$dispose();
      expect(pendingWaits()).toEqual([]);
    });

    testConnecting(context);
    testGetting(context);
    testSending(context);
    testObserving(context);
    testCombining(context);
    testEnding(context);
  });
}
