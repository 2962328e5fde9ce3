// The same work with epics-tca, whose folder is the first argument.
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const [folder, work, ...rest] = process.argv.slice(2);
const { Context } = createRequire(`${folder}/package.json`)('epics-tca');
const context = new Context();
await context.initialize();
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const names = (prefix, count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const create = (name) => context.createChannel(name, 'ca');
const get = async (channel) => (await channel.get(undefined, channel.getDbrType_TIME())).value;

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
  async get(count) {
    const channel = await create('B:0');
    await timed(count / 10, () => get(channel));
    const times = await timed(count, () => get(channel));
    const channels = await Promise.all(names('B:', 100).map(create));
    await Promise.all(channels.map(get));
    let asked = 0;
    const started = performance.now();
    await Promise.all(
      channels.map(async (each) => {
        while (asked++ < count) await get(each);
      }),
    );
    return { p50us: median(times) * 1000, rate: count / ((performance.now() - started) / 1000), gets: count };
  },
  async putget(count) {
    const channel = await create('P:0');
    let value = 0;
    let right = 0;
    const times = await timed(count, async () => {
      value += 1;
      await channel.put([value], undefined, true);
      if ((await get(channel)) === value) right += 1;
    });
    return { p50us: median(times) * 1000, right };
  },
  async monitor(count, seconds) {
    let updates = 0;
    let lost = 0;
    const last = new Map();
    for (const name of names('C:', count)) {
      const channel = await create(name);
      const monitor = await channel.createMonitor(undefined, (told) => {
        const { value } = told.getChannel().getDbrData();
        if (last.has(name)) lost += value - last.get(name) - 1;
        last.set(name, value);
        updates += 1;
      });
      await monitor.subscribe?.();
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
    const channels = await Promise.all(names('B:', count).map(create));
    return { ms: performance.now() - started, connected: channels.filter((each) => each !== undefined).length };
  },
  async first(count) {
    const started = performance.now();
    const values = await Promise.all(names('B:', count).map(async (name) => get(await create(name))));
    return { ms: performance.now() - started, sum: values.reduce((sum, value) => sum + value, 0) };
  },
  async bulk(count) {
    const channels = await Promise.all(names('B:', count).map(create));
    const all = () => Promise.all(channels.map(get));
    const values = await all();
    return { p50ms: median(await timed(50, all)), got: values.filter((value) => value !== undefined).length };
  },
  async array() {
    const channel = await create('BIG');
    const whole = async () => (await channel.get()).value;
    const { length } = await whole();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const times = await timed(5, whole);
    delay.disable();
    return { p50ms: median(times), bytes: length, delayMs: delay.max / 1e6 };
  },
};

console.log(JSON.stringify(await works[work](...rest.map(Number))));
process.exit(0);
