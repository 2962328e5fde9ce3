// What the PV Access client does once, of one kind of work, as one line of figures.
import { PvaClient, timeLimit } from '@devgen/runtime/pva';
import { worksOf } from '../works.js';

const [work, ...rest] = process.argv.slice(2);
const patient = () => timeLimit(120_000);

const works = worksOf(() => {
  const client = new PvaClient();
  return {
    open: (name) => client.channel(name),
    connect: (name) => client.channel(name).connect(patient()),
    ask: (channel) => channel.get('field(value)', patient()),
    valueOf: ({ value }) => value.value,
    put: (channel, value) => channel.put(value, {}, patient()),
    watch(name, on) {
      client.channel(name).monitor(
        (event) => {
          if (event.kind === 'update') on(event.value.value);
        },
        { request: 'field(value)', queueSize: 100 },
      );
    },
    async many(names) {
      return {
        ask: () => client.getMany(names, 'field(value)', patient()),
        values: (answer) => Array.from(answer.values(), ({ ok, data }) => (ok ? data.value.value : undefined)),
      };
    },
    fill: (channel, bytes) => channel.put(bytes, {}, patient()),
    arrays: 30,
    close: () => client.close(),
  };
});

const figures = await works[work](...rest.map(Number));
await works.close();
console.log(JSON.stringify(figures));
