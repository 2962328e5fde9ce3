import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PvaClient, timeLimit } from '@devgen/runtime/pva';
import { afterEach, expect, it, vi } from 'vitest';
import { openSource } from '../../src/commands/actions/open-source.ts';
import { watch } from '../../src/commands/actions/watch.ts';
import type { WatchEvent } from '../../src/report/watch-text.ts';
import { firmwares } from '../../src/sim/panda/firmware/firmwares.ts';
import { PandaSim } from '../../src/sim/panda/server/panda-sim.ts';
import { demo, upgradedDemo } from '../../src/sim/tango/demo/demo.ts';
import { startFacility } from '../../src/sim/tango/facility/facility.ts';
import type { Source } from '../../src/sources/source.ts';
import { startIoc } from '../peers/epics-ioc.ts';
import { temporary } from './cli.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What happens in its order, and what is done when the first pull has looked at everything. */
const order: string[] = [];
let between: () => Promise<void> = async () => {};

vi.mock(import('../../src/commands/actions/open-source.ts'), async (original) => {
  const real = await original();
  const told = async (...args: Parameters<typeof openSource>): Promise<Source> => {
    const source = await real.openSource(...args);
    return {
      kind: source.kind,
      list: (io) => source.list(io),
      async *describe(batch, io) {
        const described = [];
        for await (const device of source.describe(batch, io)) described.push(device);
        order.push('described');
        await between();
        yield* described;
      },
      async watch(period, io) {
        const changes = await source.watch(period, io);
        order.push('listening');
        return changes;
      },
      close: () => source.close(),
    };
  };
  return { ...real, openSource: told };
});

interface World {
  readonly address: string;
  change(): Promise<void>;
  stop(): Promise<unknown>;
}

/** A server of each control system, and a change of it that a pull shows. */
const worlds: Readonly<Record<string, () => Promise<World>>> = {
  async epics() {
    const ioc = await startIoc('record(ao, "L:PS1:Current") { field(PINI, "YES") field(EGU, "A") }');
    const hand = new PvaClient({ environment: ioc.environment });
    return {
      address: `pva://${ioc.endpoint}`,
      change: () => hand.channel('L:PS1:Current.EGU').put('mA', { wait: true }, timeLimit(20_000)),
      stop: () => Promise.all([hand.close(), ioc.stop()]),
    };
  },
  async tango() {
    const facility = await startFacility(demo);
    return {
      address: `tango://${facility.tangoHost}`,
      change: () => facility.change(upgradedDemo),
      stop: () => facility.close(),
    };
  },
  async panda() {
    const [before, after] = [...firmwares.values()];
    let sim = await PandaSim.start({ firmware: before! });
    const { host, port } = sim;
    return {
      address: `panda://${host}:${port}`,
      async change() {
        await sim.stop();
        sim = await PandaSim.start({ firmware: after!, host, port });
      },
      stop: () => sim.stop(),
    };
  },
};

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

it.each(Object.keys(worlds))('what changes in %s after the first pull has looked is pulled again', async (kind) => {
  const world = await worlds[kind]!();
  const folder = await temporary();
  ends.push(world.stop, folder.remove);
  await writeFile(
    join(folder.path, 'devgen.yaml'),
    `sources:\n  lab: { kind: ${kind}, address: '${world.address}' }\noutput: { dir: generated/lab, package: lab }\n`,
  );
  order.length = 0;
  between = async () => {
    between = async () => {};
    await world.change();
    order.push('changed');
  };
  const stop = new AbortController();
  const events: WatchEvent[] = [];
  const pulled = new Promise<void>((resolve, reject) => {
    const watching = watch({
      config: undefined,
      folder: folder.path,
      env: {},
      signal: stop.signal,
      period: 200,
      dry: false,
      onProgress: () => {},
      onEvent(event) {
        if (event.event === 'warning') return;
        events.push(event);
        if (events.length === 2) resolve();
      },
    });
    watching.catch(reject);
    ends.push(async () => {
      stop.abort(new Error('the test is over'));
      await watching.catch(() => {});
    });
  });
  await pulled;
  // A box that was started again is listened to anew.
  expect(order.slice(0, 3)).toEqual(['listening', 'described', 'changed']);
  expect(order.slice(3)).toContain('described');
  const changed = events.map(
    (event) => event.event === 'pull' && event.outcomes.all.map(({ data }) => data.lockChanged),
  );
  expect(changed).toEqual([[true], [true]]);
});
