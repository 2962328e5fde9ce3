// What the Channel Access client does once, of one kind of work, as one line of figures.
import { CaClient, timeLimit } from '@devgen/runtime/ca';
import { worksOf } from '../works.js';

const [work, ...rest] = process.argv.slice(2);
const patient = () => timeLimit(120_000);

const works = worksOf(() => {
  const client = new CaClient();
  return {
    open: (name) => client.channel(name),
    connect: (name) => client.channel(name).connect(patient()),
    ask: (channel) => channel.get({}, patient()),
    valueOf: ({ value }) => value,
    put: (channel, value) => channel.put(value, { wait: true }, patient()),
    watch(name, on) {
      client.channel(name).monitor((event) => {
        if (event.kind === 'update') on(event.value);
      });
    },
    async many(names) {
      return {
        ask: () => client.getMany(names, {}, patient()),
        values: (answer) => Array.from(answer.values(), ({ ok, data }) => (ok ? data.value : undefined)),
      };
    },
    fill: (channel, bytes) => channel.put(bytes, { wait: true }, patient()),
    arrays: 30,
    close: () => client.close(),
  };
});

const figures = await works[work](...rest.map(Number));
await works.close();
console.log(JSON.stringify(figures));
