import {
  type CaptureOptions,
  CaptureReader,
  columnsOf,
  type CaptureHeader,
  LineSplitter,
  parseBlock,
  parseChange,
  parseColumn,
  parseField,
  parseIdentity,
  ReplyReader,
  tableLayout,
  unpackColumn,
  wordsFromAscii,
  wordsFromBase64,
} from '@devgen/runtime/panda/codec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bits, frame, joined, xml } from './captured.ts';

/** `DEVGEN_FUZZ=10000000 DEVGEN_FUZZ_SEED=7 npx vitest run …` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 60_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** What one hostile message may make us keep, in multiples of its own size: a digit of text becomes a number of 8 bytes. */
const GROWTH = 16;
/** What a frame may reserve before a byte of it came. */
const FIRST_FRAME = 64 * 1024;

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

/** Gives a whole message to what reads it, and tells how many bytes came of it. */
type Read = (pieces: readonly Uint8Array[]) => number;

function lines(read: (line: string) => unknown): Read {
  return (pieces) => {
    const splitter = new LineSplitter();
    let size = 0;
    for (const piece of pieces) for (const line of splitter.push(piece)) size += JSON.stringify(read(line)).length / 8;
    return size;
  };
}

const replies: Read = (pieces) => {
  const reader = new ReplyReader();
  return lines((line) => {
    const reply = reader.push(line);
    if (reply?.kind !== 'lines') return reply ?? null;
    for (const each of reply.lines) if (/[=<]/.test(each)) parseChange(each);
    return null;
  })(pieces);
};

const table: Read = (pieces) => {
  const text = Buffer.concat(pieces).toString('latin1').split('\n');
  const words = text[0]?.startsWith('!') ? wordsFromAscii(text.map((line) => line.slice(1))) : wordsFromBase64(text);
  return words.byteLength;
};

const layout: Read = (pieces) => {
  const columns = Buffer.concat(pieces).toString('latin1').split('\n').filter(Boolean).map(parseColumn);
  const shape = tableLayout(columns);
  const words = new Uint32Array(shape.rowWords * 2);
  return columns.reduce((sum, column) => sum + unpackColumn(words, shape, column, new Uint32Array(2)).length, 0);
};

function capture(options: CaptureOptions): Read {
  return (pieces) => {
    let header: CaptureHeader | undefined;
    let size = 0;
    const reader = new CaptureReader(options, {
      accepted: () => {},
      refused: () => {},
      began: (begun) => (header = begun),
      samples: (bytes) => {
        size += bytes.length;
        if (header !== undefined) for (const { values } of columnsOf(header, bytes)) size += values.length * 8;
      },
      ended: () => {},
    });
    for (const piece of pieces) reader.push(piece);
    reader.hungUp();
    return size;
  };
}

const position = 'name="INENC1.VAL" type="double" capture="Value" scale="1" offset="0" units="(null)"';
const many = xml([bits, position, position.replace('double', 'int64'), position.replace('double', 'int96')]);
const text =
  'missed: 0\nprocess: Raw\nfields:\n PCAP.BITS0 uint32 Value\n X int64 Sum scale: 1 offset: 0 units: mm\n\n';
const samples = frame(...Array.from({ length: 64 }, (_, index) => index));

const messages: readonly (readonly [read: Read, message: Uint8Array])[] = [
  [replies, joined('OK\nOK =1.5\nERR No such field\n!SEQ1.A=1\n!SEQ1.TABLE<\n!X (error)\n.\nOK =\n')],
  [lines(parseChange), joined('SEQ1.PRESCALE=0\nSEQ1.TABLE<\nTTLIN1.TERM (error)\n*METADATA.DESIGN=a<b\n')],
  [lines(parseField), joined('PRESCALE 7 param time\nOUTA 10 bit_out\nTABLE 12 table\n')],
  [lines(parseBlock), joined('SEQ 2\nPCAP 1\nFMC_24V_IN 1\n')],
  [lines(parseIdentity), joined('PandA SW: 4.1 FPGA: 4.1.0 00000000 00000000 rootfs: Sim\n')],
  [table, joined('AQAAAAIAAAA=\nAwAAAA==')],
  [table, joined('!1\n!4294967295\n!2 3')],
  [layout, joined('15:0 REPEATS uint\n19:16 TRIGGER enum\n63:32 POSITION int\n')],
  [capture({}), joined('OK\n', many, samples, 'END 2 Ok\n', many, 'END 0 Disarmed\n')],
  [capture({ process: 'raw' }), joined('OK\n', xml([bits]), samples, samples, 'END 32 Data overrun\n')],
  [capture({ format: 'unframed' }), joined('OK\n', xml([bits]), [...samples, 0x45, 0x4e, 0x44, 0x20], 'END 19 Ok\n')],
  [capture({ format: 'base64' }), joined('OK\n', xml([bits]), ' AQID\n', ' BAUGBwg=\n', 'END 2 Ok\n')],
  [capture({ format: 'ascii', header: 'text' }), joined('OK\n', text, ' 1 -2\n 3 4\n', 'END 2 Ok\n')],
  [capture({ header: 'none', status: false }), joined(samples, samples)],
];

const INTERESTING = [0, 1, 0x0a, 0x20, 0x21, 0x2e, 0x3c, 0x45, 0x7f, 0x80, 0xff];

/** Some bytes changed, words made huge, parts cut out or doubled. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = new Uint8Array(bytes);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(out.length || 1);
    const kind = random(6);
    if (kind === 0) out[at] = INTERESTING[random(INTERESTING.length)]!;
    else if (kind === 1) out[at] = random(256);
    else if (kind === 2) out.fill(0xff, at & ~3, (at & ~3) + 4);
    else if (kind === 3) out[at] = (out[at] ?? 0) ^ (1 << random(8));
    else if (kind === 4) out = out.slice(0, at);
    else out = new Uint8Array(Buffer.concat([out.subarray(0, at), out.subarray(random(out.length || 1))]));
  }
  return out;
}

describe('hostile bytes', () => {
  const { allocUnsafeSlow } = Buffer;
  const { stackTraceLimit } = Error;
  let reserved = 0;
  beforeAll(() => {
    // Most rounds end in an error, and its stack would be most of the work.
    Error.stackTraceLimit = 0;
    Buffer.allocUnsafeSlow = (size) => {
      reserved += size;
      return allocUnsafeSlow(size);
    };
  });
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
    Buffer.allocUnsafeSlow = allocUnsafeSlow;
  });

  it(
    'end in values no larger than themselves or in PANDA.PROTOCOL, and reserve no more',
    () => {
      const random = randomFrom(SEED);
      const outcomes = new Map<string, number>();
      for (let round = 0; round < ROUNDS; round++) {
        const [read, message] = messages[random(messages.length)]!;
        const mutant = mutate(message, random);
        const [a, b] = [random(mutant.length + 1), random(mutant.length + 1)].toSorted((x, y) => x - y) as [
          number,
          number,
        ];
        reserved = 0;
        let outcome: string;
        try {
          const size = read([mutant.subarray(0, a), mutant.subarray(a, b), mutant.subarray(b)]);
          outcome = size <= GROWTH * mutant.length ? 'value' : `grew to ${size} of ${mutant.length}`;
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
          outcome = code === 'PANDA.PROTOCOL' ? code : `${code} in round ${round}, seed ${SEED}`;
        }
        // Whole frames are no longer than the message; one that is cut may have reserved its beginning.
        if (reserved > mutant.length + FIRST_FRAME) outcome = `reserved ${reserved} for ${mutant.length}`;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect([...outcomes.keys()].toSorted()).toEqual(['PANDA.PROTOCOL', 'value']);
      for (const count of outcomes.values()) expect(count).toBeGreaterThan(ROUNDS / 20);
    },
    // A long look takes its time.
    30_000 + ROUNDS,
  );

  it('that promise a long frame reserve what came, and no more', () => {
    const reader = new CaptureReader({ header: 'none', status: false }, silent);
    const promised = 16 * 1024 * 1024;
    const head = Buffer.from('BIN \0\0\0\0');
    head.writeUInt32LE(promised + 8, 4);
    reserved = 0;
    reader.push(head);
    for (let sent = 0; sent < promised; sent += 32_768) {
      expect(reserved).toBeLessThanOrEqual(Math.max(FIRST_FRAME, sent * 4));
      reader.push(new Uint8Array(32_768));
    }
  });
});

const silent = { accepted() {}, refused() {}, began() {}, samples() {}, ended() {} };
