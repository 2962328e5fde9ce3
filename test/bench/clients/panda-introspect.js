// What `devgen pull` asks of a box: everything it shows, as many queries at a time as the client sends, or one after the
// other. For some seconds in either way, since the code is compiled meanwhile.
import { deadline } from '@devgen/runtime';
import { introspect, normalise, PandaClient } from '@devgen/runtime/panda';

const [address, mode, expected] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const [SECONDS, ROUNDS] = [3, 11];
const client = new PandaClient(address);
let queries = 0;
const asked = {
  getMany: async (names, io) => {
    queries += names.length;
    if (mode === 'windowed') return client.getMany(names, io);
    const answers = [];
    for (const name of names) answers.push((await client.getMany([name], io))[0]);
    return answers;
  },
};

const io = deadline(600_000);
await client.identity(io); // the connection is made
const taken = [];
let shown;
const began = performance.now();
while (taken.length < ROUNDS || performance.now() - began < SECONDS * 1000) {
  queries = 0;
  const started = performance.now();
  shown = await introspect(asked, io, 'METADATA');
  taken.push(performance.now() - started);
}
io.done();
await client.close();
const { size } = normalise(shown).members;
if (size !== expected) throw new Error(`${size} members, not ${expected}`);
const milliseconds = taken.toSorted((a, b) => a - b)[taken.length >> 1];
console.log(JSON.stringify({ queries, milliseconds, first: taken[0] }));
