// What `devgen pull` asks of a box: everything it shows, 64 queries at a time, or one after the other.
import { deadline } from '@devgen/runtime';
import { introspect, normalise, PandaClient } from '@devgen/runtime/panda';

const [address, mode, expected] = [process.argv[2], process.argv[3], Number(process.argv[4])];
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

const io = deadline(60_000);
// The connection is made, and the code is warm.
await introspect(client, io, 'METADATA');
queries = 0;
const started = performance.now();
const { members } = normalise(await introspect(asked, io, 'METADATA'));
const seconds = (performance.now() - started) / 1000;
io.done();
await client.close();
if (members.size !== expected) throw new Error(`${members.size} members, not ${expected}`);
console.log(JSON.stringify({ members: members.size, queries, seconds, milliseconds: seconds * 1000 }));
