import {
  CA_FORMS,
  CA_TYPES,
  CLASS_NAME,
  Command,
  dbrType,
  type Message,
  MessageStream,
  readAccessRights,
  readAcknowledgement,
  readChannelCreated,
  readClassName,
  readDbr,
  readSearchResponse,
  readServerError,
  readText,
  STSACK_STRING,
  writeAccessRights,
  writeAcknowledgement,
  writeChannelCreated,
  writeClassName,
  writeCreateChannel,
  writeDbr,
  writeHead,
  writeSearch,
  writeSearchResponse,
  writeServerError,
  type CaValue,
} from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { codeOf, written } from './bytes.ts';

/** `DEVGEN_FUZZ=10000000 DEVGEN_FUZZ_SEED=7 npx vitest run test/runtime/ca/codec/fuzz.test.ts` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 100_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** What one hostile message may make us keep, in multiples of its own size. */
const GROWTH = 8;
const FIXED = 1024;

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const VALUES: Readonly<Record<(typeof CA_TYPES)[number], CaValue>> = {
  string: ['a', 'a longer text', 'µ'],
  short: Int16Array.of(-1, 2),
  float: Float32Array.of(1.5, 2),
  enum: Uint16Array.of(1, 2),
  char: Uint8Array.of(1, 200, 3),
  long: Int32Array.of(-1, 2),
  double: Float64Array.of(1.5, -2.5),
};
const META = { units: 'mm', precision: 2, labels: ['a', 'b'], limits: { control: { low: 1, high: 2 } } };
const ACKNOWLEDGEMENT = { status: 1, severity: 2, isTransient: true, unacknowledged: 1, value: 'text' };

const messages: readonly Buffer[] = [
  ...CA_FORMS.flatMap((form) =>
    CA_TYPES.map((type) =>
      written((w) => {
        const head = { command: Command.readNotify, type: dbrType(type, form), p1: 1, p2: 7 };
        writeDbr(w, head, { value: VALUES[type], meta: META });
      }),
    ),
  ),
  written((w) => {
    writeHead(w, { command: Command.readNotify, type: STSACK_STRING, count: 1, p1: 1, p2: 7 }, 48);
    writeAcknowledgement(w, ACKNOWLEDGEMENT);
  }),
  written((w) => {
    writeHead(w, { command: Command.readNotify, type: CLASS_NAME, count: 1, p1: 1, p2: 7 }, 40);
    writeClassName(w, 'motor');
  }),
  written((w) => writeChannelCreated(w, { cid: 1, sid: 2, type: 6, count: 4_000_000 })),
  written((w) => writeAccessRights(w, 1, { read: true, write: false })),
  written((w) => writeSearchResponse(w, { cid: 1, host: '10.0.0.1', port: 5064 })),
  written((w) => writeSearch(w, { cid: 1, name: 'A:NAME' })),
  written((w) => writeCreateChannel(w, 1, 'A:NAME')),
  written((w) => writeServerError(w, { cid: 1, status: 376, request: { command: 4, p1: 2, p2: 1 }, text: 'no' })),
];

/** Reads a message as the client does, or as a server. */
function read(message: Message, isArray: boolean): unknown {
  switch (message.command) {
    case Command.createChannel:
      return message.length > 0 ? readText(message) : readChannelCreated(message);
    case Command.accessRights:
      return readAccessRights(message);
    case Command.search:
      return message.length > 8 ? readText(message) : readSearchResponse(message);
    case Command.error:
      return readServerError(message);
    default:
      if (message.type === STSACK_STRING) return readAcknowledgement(message);
      return message.type === CLASS_NAME ? readClassName(message) : readDbr(message, isArray);
  }
}

const INTERESTING = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

/** Some bytes changed, words made huge, parts cut out or doubled. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = new Uint8Array(bytes);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(out.length || 1);
    const kind = random(7);
    if (kind === 0) out[at] = INTERESTING[random(INTERESTING.length)]!;
    else if (kind === 1) out[at] = random(256);
    else if (kind === 2) out.fill(0xff, at & ~3, (at & ~3) + 4);
    else if (kind === 3) out[at] = (out[at] ?? 0) ^ (1 << random(8));
    else if (kind === 4) out = out.slice(0, at);
    else if (kind === 5)
      out = new Uint8Array(Buffer.concat([out.subarray(0, at), out.subarray(random(out.length || 1))]));
    else out = withRightSize(out);
  }
  return random(2) === 0 ? withRightSize(out) : out;
}

/** So that more than the header is looked at. */
function withRightSize(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  if (out.length >= 16) new DataView(out.buffer).setUint16(2, out.length - 16);
  return out;
}

/** Bytes of all typed arrays and characters in a decoded value. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  }
  return 0;
}

// Most rounds end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

describe('hostile bytes', () => {
  it(
    'end in a value no larger than themselves or in CA.PROTOCOL',
    () => {
      const random = randomFrom(SEED);
      const outcomes = new Map<string, number>();
      for (let round = 0; round < ROUNDS; round++) {
        const mutant = mutate(messages[random(messages.length)]!, random);
        let outcome = 'incomplete';
        try {
          const stream = new MessageStream((message) => {
            const value = read(message, random(2) === 0);
            const most = GROWTH * mutant.length + FIXED;
            outcome = weight(value) <= most ? 'value' : `grew to ${weight(value)} in round ${round}`;
          });
          const cut = random(mutant.length + 1);
          stream.push(mutant.subarray(0, cut));
          stream.push(mutant.subarray(cut));
        } catch (error) {
          const code = codeOf(() => {
            throw error;
          });
          outcome = code === 'CA.PROTOCOL' ? code : `${String(code)} in round ${round}, seed ${SEED}`;
        }
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect([...outcomes.keys()].toSorted()).toEqual(['CA.PROTOCOL', 'incomplete', 'value']);
      // Rounds that never came so far as to a value would prove little.
      expect(outcomes.get('value')).toBeGreaterThan(ROUNDS / 10);
    },
    // A long look takes its time.
    60_000 + ROUNDS,
  );
});
