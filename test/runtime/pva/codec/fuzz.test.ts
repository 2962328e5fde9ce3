import { MessageStream, PvDataReader, readType, TypeTable, writeType } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { codeOf, written } from './bytes.ts';
import { everything, messages } from './hostile/messages.ts';
import { mutate, randomFrom } from './hostile/mutate.ts';
import { read, weight } from './hostile/read.ts';

/** `DEVGEN_FUZZ=10000000 DEVGEN_FUZZ_SEED=7 npx vitest run test/runtime/pva/codec/fuzz.test.ts` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 100_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** What one hostile message may make us keep, in multiples of its own size: a null element takes a slot of 8. */
const GROWTH = 64;
/** A bit set, and the blank values that every value of the type shares. */
const FIXED = 4096;

// Most rounds end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

describe('hostile bytes', () => {
  it(
    'end in a value no larger than themselves or in PVA.PROTOCOL',
    () => {
      const random = randomFrom(SEED);
      const outcomes = new Map<string, number>();
      const types = new TypeTable();
      for (let round = 0; round < ROUNDS; round++) {
        const mutant = mutate(messages[random(messages.length)]!, random);
        let outcome = 'incomplete';
        try {
          const stream = new MessageStream({
            message: (command, reader) => {
              const value = read(command, reader, types);
              const most = GROWTH * mutant.length + FIXED;
              outcome = weight(value) <= most ? 'value' : `grew to ${weight(value)} in round ${round}`;
            },
            control: () => (outcome = 'control'),
          });
          const cut = random(mutant.length + 1);
          stream.push(mutant.subarray(0, cut));
          stream.push(mutant.subarray(cut));
        } catch (error) {
          const code = codeOf(error);
          outcome = code === 'PVA.PROTOCOL' ? code : `${code} in round ${round}, seed ${SEED}`;
        }
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect([...outcomes.keys()].toSorted()).toEqual(['PVA.PROTOCOL', 'control', 'incomplete', 'value']);
      // Rounds that never came so far as to a value would prove little.
      expect(outcomes.get('value')).toBeGreaterThan(ROUNDS / 10);
    },
    // A long look takes its time.
    60_000 + ROUNDS,
  );

  it(
    'in a type description end in a type or in PVA.PROTOCOL',
    () => {
      const random = randomFrom(SEED);
      const description = written((writer) => writeType(writer, everything));
      const outcomes = new Set<string>();
      for (let round = 0; round < ROUNDS / 10; round++) {
        const mutant = mutate(description, random);
        try {
          readType(new PvDataReader(mutant));
          outcomes.add('type');
        } catch (error) {
          outcomes.add(codeOf(error));
        }
      }
      expect([...outcomes].toSorted()).toEqual(['PVA.PROTOCOL', 'type']);
    },
    60_000 + ROUNDS,
  );
});
