// The same work with epics-tca: the protocol, `ca` or `pva`, and its folder are the first arguments.
import { createRequire } from 'node:module';
import { worksOf } from './works.js';

const [protocol, folder, work, ...rest] = process.argv.slice(2);
const { Context } = createRequire(`${folder}/package.json`)('epics-tca');
const context = new Context();
await context.initialize();

async function open(name) {
  const channel = await context.createChannel(name, protocol);
  if (channel === undefined) throw new Error(`${name} was not found`);
  return channel;
}
const valueOf = ({ value }) => value;

const ca = {
  ask: (channel) => channel.get(undefined, channel.getDbrType_TIME()),
  put: (channel, value) => channel.put([value], undefined, true),
  async watch(name, on) {
    const channel = await open(name);
    const monitor = await channel.createMonitor(undefined, (told) => on(told.getChannel().getDbrData().value));
    await monitor.subscribe?.();
  },
};
const pva = {
  ask: (channel) => channel.getPva(undefined, 'value'),
  put: (channel, value) => channel.putPva('value', [value]),
  async watch(name, on) {
    await (await open(name)).createMonitorPva(undefined, 'value', ({ pvaData }) => on(pvaData.value));
  },
};
const own = protocol === 'ca' ? ca : pva;

const works = worksOf(() => ({
  ...own,
  open,
  connect: open,
  valueOf,
  async many(names) {
    const channels = await Promise.all(names.map(open));
    return { ask: () => Promise.all(channels.map(own.ask)), values: (answers) => answers.map(valueOf) };
  },
  arrays: 5,
}));

console.log(JSON.stringify(await works[work](...rest.map(Number))));
process.exit(0);
