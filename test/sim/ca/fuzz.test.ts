import { createSocket } from 'node:dgram';
import {
  Command,
  dbrType,
  writeClearChannel,
  writeCreateChannel,
  writeDbr,
  writeEventAdd,
  writeEventCancel,
  writeHead,
  writeIdentity,
  writeReadNotify,
  writeSearch,
  writeVersion,
} from '@devgen/runtime/ca/codec';
import { expect, it, vi } from 'vitest';
import { CaServer } from '../../../src/sim/ca/ca-server.ts';
import { mutate, type Random, randomFrom } from '../../runtime/tango/codec/mutate.ts';
import { makeFacility } from './channels.ts';
import { bytesOf, RawClient, type Write } from './raw-client.ts';

/** `DEVGEN_FUZZ=5000000 DEVGEN_FUZZ_SEED=7 npx vitest run …` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 20_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** Mutants on one connection, as long as none ends it. */
const AT_ONCE = 50;
const HEADER = 16;

const NAMES = ['NUMBER', 'MODE', 'TEXT', 'LONG.VAL$', 'WAVE'];
const TYPES = Array.from({ length: 35 }, (_, type) => type);

/** A request of every kind, as a client writes it, of a channel. */
function requests(sid: number, id: number, random: Random): readonly Write[] {
  const value = { type: TYPES[random(TYPES.length)]!, count: random(3) };
  return [
    (w) => writeVersion(w),
    (w) => writeIdentity(w, 'user', 'host'),
    (w) => writeSearch(w, { cid: 5, name: 'NUMBER' }),
    (w) => writeCreateChannel(w, 9, 'NUMBER'),
    (w) => writeReadNotify(w, sid, id, value.type, value.count),
    (w) => writeEventAdd(w, sid, id, value, 1 + random(15)),
    (w) => writeEventCancel(w, sid, id - 1, value),
    (w) => writeDbr(w, { command: Command.writeNotify, type: dbrType('double'), p1: sid, p2: id }, { value: 2.5 }),
    (w) => writeDbr(w, { command: Command.write, type: dbrType('string'), p1: sid, p2: id }, { value: '7' }),
    (w) =>
      writeDbr(
        w,
        { command: Command.writeNotify, type: dbrType('long'), p1: sid, p2: id },
        { value: Int32Array.of(1, 2) },
      ),
    (w) => writeHead(w, { command: Command.eventsOff }),
    (w) => writeHead(w, { command: Command.eventsOn }),
    (w) => writeHead(w, { command: Command.readSync, p1: 1, p2: 2 }),
    (w) => writeClearChannel(w, sid, 1),
  ];
}

/** Mostly of the payload and of what the header says of it; its length fits, but for some. */
function mutant(id: number, random: Random): Buffer {
  const of = requests(1 + random(NAMES.length), id, random);
  const bytes = bytesOf(of[random(of.length)]!);
  if (random(10) === 0) return Buffer.from(mutate(bytes, random));
  const from = random(2) === 0 ? 4 : HEADER;
  const out = Buffer.concat([bytes.subarray(0, from), mutate(bytes.subarray(from), random)]);
  if (out.length < HEADER) return Buffer.from(bytes);
  const padded = Buffer.concat([out, Buffer.alloc((8 - (out.length % 8)) % 8)]);
  padded.writeUInt16BE(padded.length - HEADER, 2);
  return padded;
}

/** A read with a number of its own marks that what was sent before it was outlived. */
const MARK = 0x5eed_0000;

function mark(at: number): Buffer {
  return bytesOf((writer) => writeReadNotify(writer, 1 + NAMES.length, MARK + at, dbrType('double'), 1));
}

/** Sends mutants, a mark behind each; resolves to how many were outlived, the one that ended it not. */
async function outlived(port: number, mutants: readonly Buffer[]): Promise<number> {
  const client = await RawClient.connect(port);
  for (const [at, name] of [...NAMES, 'FIXED'].entries()) await client.create(name, at + 1);
  client.raw(Buffer.concat(mutants.flatMap((each, at) => [each, mark(at)])));
  // A mutant that promises more bytes than it has swallows what follows: the end of the stream ends the waiting.
  client.finish();
  await client.ended;
  const answered = new Set(client.received.map(({ p2 }) => p2));
  return mutants.filter((_, at) => answered.has(MARK + at)).length;
}

// Most mutants end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

it(
  'outlives every mutant of every request: each ends its own connection or nothing',
  async () => {
    const { facility } = makeFacility();
    const server = await CaServer.start(facility);
    const random = randomFrom(SEED);
    const udp = createSocket('udp4');
    const datagram = bytesOf(writeVersion, (writer) => writeSearch(writer, { cid: 1, name: 'NUMBER' }));
    let survived = 0;
    let ended = 0;
    let mutants: readonly Buffer[] = [];
    while (survived + ended < ROUNDS) {
      if (mutants.length === 0) mutants = Array.from({ length: AT_ONCE }, (_, at) => mutant(1000 + at, random));
      udp.send(mutate(datagram, random), server.searchPort, '127.0.0.1');
      const count = await outlived(server.port, mutants);
      survived += count;
      if (count < mutants.length) ended++;
      mutants = mutants.slice(count + 1);
    }
    // Both happen: some end their connection, most do not.
    expect(ended).toBeGreaterThan(0);
    expect(survived).toBeGreaterThan(ended);
    const client = await RawClient.connect(server.port);
    expect(await client.create('NUMBER')).toMatchObject({ type: 6 });
    await client.destroy();
    udp.close();
    await vi.waitFor(() => expect(server.connections).toBe(0));
    await server.stop();
    facility.close();
  },
  120_000 + 20 * ROUNDS,
);
