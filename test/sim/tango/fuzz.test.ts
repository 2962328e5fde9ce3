import {
  type CdrWriter,
  DEV_STATES,
  type ObjectRef,
  TangoType,
  writeAny,
  writeAttributeValue4,
  writeClientIdent,
  writeLocateRequest,
} from '@devgen/runtime/tango/codec';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demo } from '../../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { elements, write } from '../../runtime/tango/codec/samples.ts';
import { mutate, type Random, randomFrom } from '../../runtime/tango/codec/mutate.ts';
import { bytesOf, locate, RawClient, request } from './raw-client.ts';

/** `DEVGEN_FUZZ=5000000 DEVGEN_FUZZ_SEED=7 npx vitest run …` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 120_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** Mutants on one connection, as long as none ends it. */
const AT_ONCE = 50;

let facility: Facility;

beforeAll(async () => {
  facility = await startFacility(demo);
});
afterAll(() => facility.close());

type Encode = (writer: CdrWriter) => void;

const ident: Encode = (writer) => writeClientIdent(writer, { language: 'cpp', pid: 1 });

function command(name: string, type: keyof typeof TangoType, argument: unknown): readonly [string, Encode] {
  const encode: Encode = (writer) => {
    writer.string(name);
    writeAny(writer, TangoType[type], argument);
    writer.u32(0);
    ident(writer);
  };
  return ['command_inout_4', encode];
}

const names: Encode = (writer) => writer.strings(['double_scalar', 'wave', 'State', 'nope']);

/** A request of every operation, as a client writes it. */
const REQUESTS: readonly (readonly [string, Encode?])[] = [
  ['ping'],
  ['info'],
  ['info_3'],
  ['info_6'],
  ['_get_name'],
  ['_get_state'],
  ['_get_status'],
  ['_is_a', (w) => w.string('IDL:Tango/Device_5:1.0')],
  ['black_box', (w) => w.i32(5)],
  ['get_attribute_config_2', names],
  ['get_attribute_config_3', names],
  ['get_attribute_config_5', names],
  ['command_list_query_2'],
  ['command_query_2', (w) => w.string('DevDouble')],
  ['command_query', (w) => w.string('DevDouble')],
  ['read_attribute_history_5', (w) => (w.string('wave'), w.i32(3))],
  ['get_pipe_config_5', (w) => w.strings(['All pipes'])],
  ['read_attributes_5', (w) => (names(w), w.u32(2), ident(w))],
  ...elements.map(([type, value]): readonly [string, Encode] => [
    'write_attributes_4',
    (w) => {
      const name = `${type.replace('Dev', '').toLowerCase()}_spectrum`;
      w.sequence([{ ...write(type, value), name }], writeAttributeValue4);
      ident(w);
    },
  ]),
  [
    'write_read_attributes_5',
    (w) => {
      w.sequence([{ ...write('DevDouble', Float64Array.of(1)), name: 'double_spectrum' }], writeAttributeValue4);
      names(w);
      ident(w);
    },
  ],
  command('DevDouble', 'DevDouble', 1),
  command('DevVoid', 'DevVoid', undefined),
  command('DevString', 'DevString', 'text'),
  command('DevVarStringArray', 'DevVarStringArray', ['a', 'b']),
  command('DevVarDoubleStringArray', 'DevVarDoubleStringArray', { dvalue: [1, 2], svalue: ['a'] }),
  command('DevVarLong64Array', 'DevVarLong64Array', [1n, 2n]),
  command('DbMySqlSelect', 'DevString', 'SELECT name, class, server, exported, ior, alias FROM device'),
  command('DbImportDevice', 'DevString', 'sys/tg_test/1'),
  command('DbGetDeviceProperty', 'DevVarStringArray', ['lab/temperature/1', 'Channels']),
  command('DbPutProperty', 'DevVarStringArray', ['Fuzz', '1', 'Name', '2', 'a', 'b']),
  command('DbPutDeviceAttributeProperty2', 'DevVarStringArray', ['a/b/c', '1', 'x', '1', 'unit', '1', 'V']),
  command('DbGetDeviceList', 'DevVarStringArray', ['*', '*']),
  command('QueryWizardDevProperty', 'DevString', 'TangoTest'),
  ['command_inout_4', (w) => (w.string('x'), writeAny(w, TangoType.DevVarStateArray, DEV_STATES), w.u32(0), ident(w))],
];

interface Message {
  readonly bytes: Uint8Array;
  /** Where the parameters begin. */
  readonly body: number;
}

/** Mostly of the parameters, sometimes of the request's header, seldom of what frames the message. */
function mutant({ bytes, body }: Message, random: Random): Uint8Array {
  const from = [0, 12, 12, body, body, body, body, body, body, body][random(10)]!;
  if (from === 0) return mutate(bytes, random);
  const out = Buffer.concat([bytes.subarray(0, from), mutate(bytes.subarray(from), random)]);
  if (bytes[6] === 1) out.writeUInt32LE(out.length - 12, 8);
  else out.writeUInt32BE(out.length - 12, 8);
  return out;
}

function messageOf(ref: ObjectRef, operation: string, encode: Encode | undefined, littleEndian: boolean): Message {
  const empty = request(1, ref.key, operation, undefined, littleEndian).length;
  const bytes = request(1, ref.key, operation, encode, littleEndian);
  return { bytes, body: encode === undefined ? 12 : Math.ceil(empty / 8) * 8 };
}

// Most mutants end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

const PING = 0x4000_0000;

/** Sends mutants, a ping behind each; resolves to how many were outlived, the one that ended the connection not. */
async function outlived(ref: ObjectRef, mutants: readonly Uint8Array[]): Promise<number> {
  const raw = await RawClient.connect(ref);
  const bytes = mutants.flatMap((each, at) => [each, request(PING + at, ref.key, 'ping')]);
  raw.send(Buffer.concat(bytes));
  // A mutant that promises more bytes than it has swallows what follows: the end of the stream ends the waiting.
  raw.finish();
  await raw.ended();
  const answered = new Set(raw.received.filter(({ status }) => status === 0).map(({ id }) => id));
  return mutants.filter((_, at) => answered.has(PING + at)).length;
}

it(
  'outlives every mutant of every request: each is answered, or ends its own connection and nothing else',
  async () => {
    const random = randomFrom(SEED);
    const refs = await Promise.all(
      ['sys/tg_test/1', 'sys/database/2', 'lab/motor/x'].map((name) => locate(facility, name)),
    );
    const messages = refs.map((ref) => [
      ...REQUESTS.flatMap(([operation, encode]) =>
        [true, false].map((little) => messageOf(ref, operation, encode, little)),
      ),
      { bytes: bytesOf((writer) => writeLocateRequest(writer, 1, ref.key)), body: 12 },
    ]);
    let survived = 0;
    let ended = 0;
    let batch = { which: 0, mutants: [] as readonly Uint8Array[] };
    while (survived + ended < ROUNDS) {
      if (batch.mutants.length === 0) {
        const which = random(refs.length);
        const from = messages[which]!;
        const mutants = Array.from({ length: AT_ONCE }, () => mutant(from[random(from.length)]!, random));
        batch = { which, mutants };
      }
      const count = await outlived(refs[batch.which]!, batch.mutants);
      survived += count;
      if (count < batch.mutants.length) ended++;
      batch = { ...batch, mutants: batch.mutants.slice(count + 1) };
    }
    // Both happen: some end their connection, most do not.
    expect(ended).toBeGreaterThan(0);
    expect(survived).toBeGreaterThan(2 * ended);
    for (const ref of refs) {
      const raw = await RawClient.connect(ref);
      raw.send(request(1, ref.key, 'ping'));
      expect(await raw.next()).toMatchObject({ id: 1, status: 0 });
      await raw.destroy();
    }
    await vi.waitFor(() => expect(facility.connections).toBe(0));
  },
  120_000 + ROUNDS,
);
