import { deadline, DevgenError } from '@devgen/runtime';
import { afterEach, expect, it } from 'vitest';
import type { Plans } from '../../../src/sources/epics/plan/make-plans.ts';
import type { DevicePlan } from '../../../src/sources/epics/plan/plan.ts';
import { watchEpics } from '../../../src/sources/epics/watch/watch-epics.ts';
import type { WatchHandler, Wire } from '../../../src/sources/epics/wire/wire.ts';

const A = '10.0.0.1:5075';
const B = '10.0.0.2:5075';

let end = async (): Promise<void> => {};
afterEach(() => end());

function plan(prefix: string, server: string): readonly [string, DevicePlan] {
  return [prefix, { prefix, class: 'X', server, members: [{ kind: 'pv', name: 'a', pv: `${prefix}:a` }] }];
}

const plans: Plans = {
  plans: new Map([plan('one', A), plan('two', B)]),
  dead: new Map(),
  recordTypes: new Map(),
  pvis: new Map(),
  missing: [],
  warnings: [],
};

interface Watched {
  readonly hear: WatchHandler;
  readonly told: readonly string[];
  /** How often all was looked at. */
  looks(): number;
}

/** A watch of two devices on a server each, whose servers say what a test has them say. */
async function watched(isOne: boolean): Promise<Watched> {
  let looks = 0;
  const told: string[] = [];
  const names = new Set<string>();
  const all = async (): Promise<{ readonly names: ReadonlySet<string>; readonly plans: Plans }> => {
    looks += 1;
    return { names, plans };
  };
  const io = deadline(60_000);
  let hear: WatchHandler | undefined;
  const wire: Pick<Wire, 'watch'> = {
    watch(handler) {
      hear = handler;
      return { follow: async () => {}, stop: () => {} };
    },
  };
  const changes = await watchEpics(wire as Wire, { names: async () => names, all }, { period: 3_600_000, isOne }, io);
  const run = async (): Promise<void> => {
    for await (const { kind, device } of changes) told.push(`${kind} ${device}`);
  };
  const running = run().catch(() => {});
  end = async () => {
    io.abort(new DevgenError('the test is over', { code: 'CALL.ABORTED' }));
    await running;
  };
  return { hear: hear!, told, looks: () => looks };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

it('a server that came up again may have others of its devices, though nobody noticed that it was away', async () => {
  const { hear, told } = await watched(false);
  hear.serverHeard({ kind: 'restarted', server: B });
  await until(() => told.length > 0);
  expect(told).toEqual(['changed two']);
});

it('a server with other PVs, and one that nobody knows, are looked at, and nothing is told of what is as before', async () => {
  const { hear, told, looks } = await watched(false);
  expect(looks()).toBe(1);
  hear.serverHeard({ kind: 'changed', server: A });
  await until(() => looks() === 2);
  hear.serverHeard({ kind: 'new', server: '10.0.0.3:5075' });
  await until(() => looks() === 3);
  hear.pvChanged('one:a');
  await until(() => told.length > 0);
  expect(told).toEqual(['changed one']);
});

it('a server that is known already, and others than the one that is watched, are no reason to look', async () => {
  const { hear, told, looks } = await watched(true);
  hear.serverHeard({ kind: 'new', server: A });
  hear.serverHeard({ kind: 'new', server: '10.0.0.3:5075' });
  hear.serverHeard({ kind: 'restarted', server: '10.0.0.3:5075' });
  hear.pvChanged('two:a');
  await until(() => told.length > 0);
  expect([told, looks()]).toEqual([['changed two'], 2]);
});
