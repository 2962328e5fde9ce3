import { createSocket } from 'node:dgram';
import {
  caCredentials,
  codecOf,
  Command,
  parsePvRequest,
  PvDataReader,
  Sub,
  variantOf,
  writeCreateChannel,
  writeDestroyChannel,
  writeGetField,
  writeRequestId,
  writeSearch,
  writeValidationReply,
  writeVariant,
  writeOperation,
} from '@devgen/runtime/pva/codec';
import { expect, it, vi } from 'vitest';
import { PvaServer } from '../../../src/sim/pva/pva-server.ts';
import { mutate, type Random, randomFrom } from '../../runtime/tango/codec/mutate.ts';
import { everyKind, numberPv, Pvs } from './pvs.ts';
import { ask, begin, message, RawClient } from './raw-client.ts';

/** `DEVGEN_FUZZ=5000000 DEVGEN_FUZZ_SEED=7 npx vitest run …` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 8000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** Mutants on one connection, as long as none ends it. */
const AT_ONCE = 50;
const HEADER = 8;

const every = everyKind();
const [EVERY, NUMBER, SERVER] = [1, 2, 3];

const credentials = caCredentials('me', 'here');
const search = {
  sequence: 1,
  mustReply: true,
  unicast: true,
  replyPort: 0,
  protocols: ['tcp'],
  names: [{ cid: 1, name: 'number' }],
};

/** What is begun on every connection. */
const PREPARED: readonly Uint8Array[] = [
  begin(Command.get, EVERY, 101),
  begin(Command.put, EVERY, 102),
  begin(Command.monitor, NUMBER, 103, 'record[queueSize=4]'),
  begin(Command.rpc, SERVER, 104),
  ask(Command.monitor, NUMBER, 103, Sub.start),
];

/** A request of every kind, as a client writes it; what begins an operation gives it this number. */
const REQUESTS: readonly ((ioid: number) => Uint8Array)[] = [
  () =>
    message(Command.connectionValidation, (w) =>
      writeValidationReply(w, { bufferSize: 1, registrySize: 1, qos: 0, method: 'ca', credentials }),
    ),
  () => message(Command.search, (w) => writeSearch(w, search)),
  () => message(Command.createChannel, (w) => writeCreateChannel(w, 9, 'number')),
  (ioid) => message(Command.getField, (w) => writeGetField(w, EVERY, ioid)),
  (ioid) => message(Command.destroyRequest, (w) => writeRequestId(w, NUMBER, ioid - 1)),
  (ioid) => message(Command.cancelRequest, (w) => writeRequestId(w, NUMBER, ioid - 1)),
  ...[Command.get, Command.put, Command.monitor, Command.rpc].map((command) => (ioid: number) => {
    return begin(command, EVERY, ioid, 'field(f0,f29.x)record[queueSize=3,block=true,process=true]');
  }),
  (ioid) =>
    message(Command.monitor, (w) => {
      writeOperation(w, NUMBER, ioid, Sub.init | Sub.pipeline);
      writeVariant(w, parsePvRequest(''));
      w.u32(4);
    }),
  () => ask(Command.get, EVERY, 101),
  () =>
    ask(Command.put, EVERY, 102, 0, (w) => {
      w.raw(Uint8Array.of(1, 1));
      codecOf(every.type).write(w, every.value);
    }),
  () => ask(Command.put, EVERY, 102, 0x40),
  () => ask(Command.monitor, NUMBER, 103, Sub.start),
  () => ask(Command.monitor, NUMBER, 103, Sub.pipeline, (w) => w.u32(3)),
  () => ask(Command.rpc, SERVER, 104, 0, (w) => writeVariant(w, variantOf({ query: { op: 'channels' } }))),
];

/** Seldom: nothing more can be asked of the channel. */
const CLOSING = message(Command.destroyChannel, (w) => writeDestroyChannel(w, NUMBER, 2));

/** Mostly of the payload, with a header that fits; seldom of the header. */
function mutant(ioid: number, random: Random): Uint8Array {
  const bytes = random(200) === 0 ? CLOSING : REQUESTS[random(REQUESTS.length)]!(ioid);
  if (random(20) === 0) return mutate(bytes, random);
  const out = Buffer.concat([bytes.subarray(0, HEADER), mutate(bytes.subarray(HEADER), random)]);
  out.writeUInt32LE(out.length - HEADER, 4);
  return out;
}

const MARK = 0x5eed_0000;

function echo(at: number): Uint8Array {
  return message(Command.echo, (writer) => (writer.u32(MARK), writer.u32(at)));
}

/** Sends mutants, an echo with its number behind each; resolves to how many were outlived, the one that ended it not. */
async function outlived(port: number, mutants: readonly Uint8Array[]): Promise<number> {
  const client = await RawClient.open(port);
  for (const [at, name] of ['every', 'number', 'server'].entries()) await client.create(name, at + 1);
  client.send(...PREPARED, ...mutants.flatMap((each, at) => [each, echo(at)]));
  // A mutant that promises more bytes than it has swallows what follows: the end of the stream ends the waiting.
  client.finish();
  await client.ended;
  const echoes = client.received.filter(({ command, bytes }) => command === Command.echo && bytes.length === 8);
  const numbers = echoes.map(({ bytes }) => new PvDataReader(bytes)).filter((reader) => reader.u32() === MARK);
  const answered = new Set(numbers.map((reader) => reader.u32()));
  return mutants.filter((_, at) => answered.has(at)).length;
}

// Most mutants end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

it(
  'outlives every mutant of every request: each ends its own connection or nothing',
  async () => {
    const server = await PvaServer.start(new Pvs({ every, number: numberPv() }));
    const random = randomFrom(SEED);
    const udp = createSocket('udp4');
    const datagram = message(Command.search, (writer) => writeSearch(writer, search), false);
    let survived = 0;
    let ended = 0;
    let mutants: readonly Uint8Array[] = [];
    while (survived + ended < ROUNDS) {
      if (mutants.length === 0) {
        mutants = Array.from({ length: AT_ONCE }, (_, at) => mutant(1000 + at, random));
      }
      udp.send(mutate(datagram, random), server.searchPort, '127.0.0.1');
      const count = await outlived(server.port, mutants);
      survived += count;
      if (count < mutants.length) ended++;
      mutants = mutants.slice(count + 1);
    }
    // Both happen: some end their connection, some do not.
    expect(ended).toBeGreaterThan(0);
    expect(survived).toBeGreaterThan(ended / 4);
    const client = await RawClient.open(server.port);
    expect(await client.create('number')).toMatchObject({ status: { type: 'OK' } });
    await client.destroy();
    udp.close();
    await vi.waitFor(() => expect(server.connections).toBe(0));
    await server.stop();
  },
  120_000 + 20 * ROUNDS,
);
