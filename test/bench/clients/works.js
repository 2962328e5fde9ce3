import { monitorEventLoopDelay } from 'node:perf_hooks';

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const names = (prefix, count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds of each of several rounds. */
async function timed(rounds, run) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times;
}

/**
 * The kinds of work that clients of EPICS in JavaScript do beside each other, each once and as figures. A client has
 * `open(name)`, a channel that may be asked, or will soon; `connect(name)`, which rejects where it fails; `ask(channel)` and
 * `valueOf(answer)`; `put(channel, value)`; `watch(name, on)`, which tells values; and `many(names)`, a promise of `ask()` for
 * all of them together and of `values(answer)`. `fill(channel, bytes)` and `arrays`, rounds, are of the array.
 */
export function worksOf(client) {
  const valueOf = async (channel) => client.valueOf(await client.ask(channel));
  return {
    /** One get after the other, then of a hundred PVs side by side. */
    async get(count) {
      const channel = await client.open('B:0');
      await timed(count / 10, () => client.ask(channel));
      const times = await timed(count, () => client.ask(channel));
      const channels = await Promise.all(names('B:', 100).map(client.open));
      await Promise.all(channels.map(client.ask));
      let asked = 0;
      const started = performance.now();
      await Promise.all(
        channels.map(async (each) => {
          while (asked++ < count) await client.ask(each);
        }),
      );
      return { p50us: median(times) * 1000, rate: count / ((performance.now() - started) / 1000), gets: count };
    },
    /** A put, then a get that must bring what was put. */
    async putget(count) {
      const channel = await client.open('P:0');
      let value = 0;
      let right = 0;
      const times = await timed(count, async () => {
        value += 1;
        await client.put(channel, value);
        if ((await valueOf(channel)) === value) right += 1;
      });
      return { p50us: median(times) * 1000, right };
    },
    /** Updates of counters for some seconds; a step of more than one is a lost update. */
    async monitor(count, seconds) {
      let updates = 0;
      let lost = 0;
      const last = new Map();
      for (const name of names('C:', count)) {
        await client.watch(name, (value) => {
          if (last.has(name)) lost += value - last.get(name) - 1;
          last.set(name, value);
          updates += 1;
        });
      }
      while (last.size < count) await pause(10);
      const [before, started, cpu] = [updates, performance.now(), process.cpuUsage()];
      await pause(seconds * 1000);
      const rate = (updates - before) / ((performance.now() - started) / 1000);
      const { user, system } = process.cpuUsage(cpu);
      return { rate, lost, cpuUs: (user + system) / (updates - before) };
    },
    async connect(count) {
      const started = performance.now();
      const { length } = await Promise.all(names('B:', count).map(client.connect));
      return { ms: performance.now() - started, connected: length };
    },
    /** From nothing to the first value of each. */
    async first(count) {
      const started = performance.now();
      const { ask, values } = await client.many(names('B:', count));
      const answer = await ask();
      const ms = performance.now() - started;
      return { ms, sum: values(answer).reduce((sum, value) => sum + value, 0) };
    },
    async bulk(count) {
      const { ask, values } = await client.many(names('B:', count));
      const got = values(await ask()).filter((value) => value !== undefined).length;
      return { p50ms: median(await timed(50, ask)), got };
    },
    /** Whoever can put it does; whoever takes a hundred times as long does a few rounds. */
    async array(bytes) {
      const channel = await client.open('BIG');
      await client.fill?.(channel, new Uint8Array(bytes).fill(7));
      const { length } = await valueOf(channel);
      // What else this process has to do waits for so long at most.
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const times = await timed(client.arrays, () => client.ask(channel));
      delay.disable();
      return { p50ms: median(times), bytes: length, delayMs: delay.max / 1e6 };
    },
  };
}
