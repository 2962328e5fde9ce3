// What the PV Access client does once, of one kind of work, as one line of figures.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PvaClient, timeLimit } from '@devgen/runtime/pva';

const [work, ...rest] = process.argv.slice(2);
const client = new PvaClient();
const patient = () => timeLimit(120_000);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const names = (prefix, count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

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

const works = {
  /** One get after the other, then of a hundred PVs side by side. */
  async get(count) {
    const pv = client.channel('B:0');
    const get = async () => (await pv.get('field(value)', patient())).value.value;
    for (let index = 0; index < count / 10; index++) await get();
    const times = await timed(count, get);
    const channels = names('B:', 100).map((name) => client.channel(name));
    await Promise.all(channels.map((each) => each.get('field(value)', patient())));
    let asked = 0;
    const started = performance.now();
    await Promise.all(
      channels.map(async (each) => {
        while (asked++ < count) await each.get('field(value)', patient());
      }),
    );
    return { p50us: median(times) * 1000, rate: count / ((performance.now() - started) / 1000), gets: count };
  },
  /** A put, then a get that must bring what was put. */
  async putget(count) {
    const pv = client.channel('P:0');
    let value = 0;
    let right = 0;
    const times = await timed(count, async () => {
      value += 1;
      await pv.put(value, {}, patient());
      if ((await pv.get('field(value)', patient())).value.value === value) right += 1;
    });
    return { p50us: median(times) * 1000, right };
  },
  /** Updates of counters for some seconds; a step of more than one is a lost update. */
  async monitor(count, seconds) {
    let updates = 0;
    let lost = 0;
    const last = new Map();
    for (const name of names('C:', count)) {
      client.channel(name).monitor(
        (event) => {
          if (event.kind !== 'update') return;
          const value = event.value.value;
          if (last.has(name)) lost += value - last.get(name) - 1;
          last.set(name, value);
          updates += 1;
        },
        { request: 'field(value)', queueSize: 100 },
      );
    }
    while (last.size < count) await new Promise((resolve) => setTimeout(resolve, 10));
    const [before, started, cpu] = [updates, performance.now(), process.cpuUsage()];
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const rate = (updates - before) / ((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(cpu);
    return { rate, lost, cpuUs: (user + system) / (updates - before) };
  },
  async connect(count) {
    const started = performance.now();
    await Promise.all(names('B:', count).map((name) => client.channel(name).connect(patient())));
    return { ms: performance.now() - started, connected: count };
  },
  /** From nothing to the first value of each. */
  async first(count) {
    const started = performance.now();
    const results = await client.getMany(names('B:', count), 'field(value)', patient());
    const ms = performance.now() - started;
    let sum = 0;
    for (const result of results.values()) sum += result.data.value.value;
    return { ms, sum };
  },
  async bulk(count) {
    const all = names('B:', count);
    const get = () => client.getMany(all, 'field(value)', patient());
    const results = await get();
    const times = await timed(50, get);
    return { p50ms: median(times), got: [...results.values()].filter(({ ok }) => ok).length };
  },
  async array(bytes) {
    const pv = client.channel('BIG');
    await pv.put(new Uint8Array(bytes).fill(7), {}, patient());
    const get = () => pv.get('field(value)', patient());
    const { value } = await get();
    // What else this process has to do waits for so long at most.
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const times = await timed(30, get);
    delay.disable();
    return { p50ms: median(times), bytes: value.value.length, delayMs: delay.max / 1e6 };
  },
};

const figures = await works[work](...rest.map(Number));
await client.close();
console.log(JSON.stringify(figures));
