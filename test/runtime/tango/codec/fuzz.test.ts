import {
  type CdrReader,
  type CdrWriter,
  GiopStream,
  MessageType,
  printIor,
  parseIor,
  readAny,
  readAttributeConfig5List,
  readAttributeValue3List,
  readAttributeValue5List,
  readDevCmdInfo2List,
  readNamedDevErrorList,
  readReplyHeader,
  readRequestHeader,
  writeAny,
  writeAttributeConfig5,
  writeAttributeValue5,
  writeDevCmdInfo2List,
  writeDevErrorList,
  writeNamedDevErrorList,
  writeReply,
  TangoType,
} from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { written } from './bytes.ts';
import { mutate, randomFrom } from './mutate.ts';
import { command, config, elements, errors, reply } from './samples.ts';

/** `DEVGEN_FUZZ=5000000 DEVGEN_FUZZ_SEED=7 npx vitest run …` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 200_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** What one hostile message may make us reserve, in multiples of its own size: a one-byte boolean takes a slot of 8. */
const GROWTH = 64;

const bodies: readonly (readonly [(writer: CdrWriter) => void, (reader: CdrReader) => unknown])[] = [
  [(w) => w.sequence([config], writeAttributeConfig5), readAttributeConfig5List],
  [(w) => writeDevCmdInfo2List(w, [command]), readDevCmdInfo2List],
  [(w) => writeNamedDevErrorList(w, [{ name: 'a', index: 0, errors }]), readNamedDevErrorList],
  [
    (w) =>
      w.sequence(
        elements.map(([type, a, b]) => reply(type, a, b)),
        writeAttributeValue5,
      ),
    readAttributeValue5List,
  ],
  ...elements.map(
    ([type, a, b]) =>
      [(w: CdrWriter) => w.sequence([reply(type, a, b)], writeAttributeValue5), readAttributeValue5List] as const,
  ),
  [(w) => writeAny(w, TangoType.DevVarLongStringArray, { lvalue: [1, 2], svalue: ['a', 'b'] }), readAny],
  [(w) => writeAny(w, TangoType.DevState, 'ON'), readAny],
  [(w) => writeAny(w, TangoType.DevEncoded, { format: 'f', data: Uint8Array.of(1) }), readAny],
  [
    (w) => {
      w.u32(1);
      writeAny(w, TangoType.DevVarDoubleArray, [1, 2, 3]);
      for (const n of [0, 1, 2, 3]) w.i32(n);
      w.string('x');
      for (const n of [2, 0, 1, 0]) w.i32(n);
      writeDevErrorList(w, []);
    },
    readAttributeValue3List,
  ],
];

const messages = bodies.flatMap(([write, read]) =>
  [true, false].map((little) => ({ bytes: written((w) => writeReply(w, 1, 0, write), little), read })),
);

/** Bytes of all typed arrays and characters in a decoded value. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  if (typeof value === 'object' && value !== null)
    return Object.values(value).reduce<number>((s, v) => s + weight(v), 0);
  return 0;
}

// Most rounds end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

describe('hostile bytes', () => {
  it(
    'end in a value no larger than themselves or in TANGO.PROTOCOL',
    () => {
      const random = randomFrom(SEED);
      const outcomes = new Map<string, number>();
      for (let round = 0; round < ROUNDS; round++) {
        const { bytes, read } = messages[random(messages.length)]!;
        const mutant = mutate(bytes, random);
        let outcome = 'incomplete';
        try {
          const stream = new GiopStream((type, minor, reader) => {
            if (type === MessageType.reply) readReplyHeader(reader, minor);
            else readRequestHeader(reader, minor);
            const value = read(reader);
            outcome = weight(value) <= GROWTH * mutant.length ? 'value' : `grew to ${weight(value)}`;
          });
          const cut = random(mutant.length + 1);
          stream.push(mutant.subarray(0, cut));
          stream.push(mutant.subarray(cut));
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
          outcome = code === 'TANGO.PROTOCOL' ? code : `${code} in round ${round}, seed ${SEED}`;
        }
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect([...outcomes.keys()].toSorted()).toEqual(['TANGO.PROTOCOL', 'incomplete', 'value']);
    },
    // A long look takes its time.
    30_000 + ROUNDS,
  );

  it('in an object reference end in a reference or in TANGO.PROTOCOL', () => {
    const random = randomFrom(SEED);
    const text = printIor({
      typeId: 'IDL:Tango/Device_5:1.0',
      host: 'h',
      port: 1,
      alternates: [{ host: 'g', port: 2 }],
      key: Uint8Array.of(1, 2, 3),
    });
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS / 20; round++) {
      const bytes = mutate(Uint8Array.from(Buffer.from(text.slice(4), 'hex')), random);
      try {
        parseIor(`IOR:${Buffer.from(bytes).toString('hex')}`);
        outcomes.add('reference');
      } catch (error) {
        outcomes.add(error instanceof Error && 'code' in error ? String(error.code) : String(error));
      }
    }
    expect([...outcomes].toSorted()).toEqual(['TANGO.PROTOCOL', 'reference']);
  });
});
