import { monitorEventLoopDelay } from 'node:perf_hooks';

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const sum = (values) => values.reduce((all, value) => all + value, 0);
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

/** How often clients that can be made anew do so, and how long a server is left to forget the one before. */
const againOf = (count) => (count > 1_000 ? { rounds: 5, rest: 500 } : { rounds: 30, rest: 20 });

/**
 * The kinds of work that clients of EPICS in JavaScript do beside each other, each once and as figures. A client has
 * `open(name)`, a channel that may be asked, or will soon; `connect(name)`, which rejects where it fails; `ask(channel)` and
 * `valueOf(answer)`; `put(channel, value)`; `watch(name, on)`, which tells values; and `many(names)`, a promise of `ask()` for
 * all of them together and of `values(answer)`. `fill(channel, bytes)` and `arrays`, rounds, are of the array. `make` makes a
 * client; where it has `close()`, one can be made after the other.
 */
export function worksOf(make) {
  let client = make();
  const valueOf = async (channel) => client.valueOf(await client.ask(channel));
  /** The figures of the first time, and how long it takes later, each time with a client that knows no server. */
  async function anew(count, work) {
    const figures = await work();
    if (client.close === undefined) return figures;
    const again = [];
    const { rounds, rest } = againOf(count);
    for (let round = 0; round < rounds; round++) {
      await client.close();
      await pause(rest);
      client = make();
      again.push((await work()).ms);
    }
    return { ...figures, againMs: median(again) };
  }
  return {
    close: () => client.close?.(),

    /** One get after the other, then of a hundred PVs side by side. */
    async get(count) {
      const channel = await client.open('B:0');
      await timed(count / 10, () => client.ask(channel));
      const times = await timed(count, () => client.ask(channel));
      const channels = await Promise.all(names('B:', 100).map((name) => client.open(name)));
      const { ask } = await client.many(names('B:', 100));
      // Ten times as many gets, a hundred at a time.
      await timed(count / 100, ask);
      const together = await timed(count / 10, ask);
      let asked = 0;
      const started = performance.now();
      await Promise.all(
        channels.map(async (each) => {
          while (asked++ < count) await client.ask(each);
        }),
      );
      const each = count / ((performance.now() - started) / 1000);
      return { p50us: median(times) * 1000, rate: (count * 10) / (sum(together) / 1000), each, gets: count };
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
    connect: (count) =>
      anew(count, async () => {
        const started = performance.now();
        const { length } = await Promise.all(names('B:', count).map(client.connect));
        return { ms: performance.now() - started, connected: length };
      }),
    /** From nothing to the first value of each. */
    first: (count) =>
      anew(count, async () => {
        const started = performance.now();
        const { ask, values } = await client.many(names('B:', count));
        const answer = await ask();
        return { ms: performance.now() - started, sum: sum(values(answer)) };
      }),
    /** The first fifty rounds of a process, and all behind the first tenth. */
    async bulk(count, rounds) {
      const { ask, values } = await client.many(names('B:', count));
      const got = values(await ask()).filter((value) => value !== undefined).length;
      const times = await timed(rounds, ask);
      return { p50ms: median(times.slice(rounds / 10)), firstMs: median(times.slice(0, 50)), got };
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
