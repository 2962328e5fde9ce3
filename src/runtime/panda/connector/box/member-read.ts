import type { Answer } from '../../client/answer.ts';
import { PandaError } from '../../client/call-error.ts';
import { wordsFromBase64 } from '../../codec/table/table-text.ts';
import type { SignalSpec } from '../../../core/contract/spec.ts';
import type { WireMember } from '../normalise.ts';
import { decodeTable } from '../values/table-value.ts';
import { decodeText } from '../values/value-text.ts';

/** The queries that together tell a member's value. */
export function queriesOf({ wire, form }: WireMember): readonly string[] {
  if (form.kind === 'table') return [`${wire}.B`];
  // The box computes its own from the value that it read last, so that ours is made of fresh parts.
  if (form.kind === 'scaled') return partsOfScaled(wire);
  return [wire];
}

/** Counts, scale and offset of a position, from the name of its scaled value. */
export function partsOfScaled(wire: string): readonly [raw: string, scale: string, offset: string] {
  const raw = wire.replace(/\.SCALED$/, '');
  return [raw, `${raw}.SCALE`, `${raw}.OFFSET`];
}

/** The answers to {@link queriesOf} as a value. Throws a refusal, and PANDA.PROTOCOL for what is no value of its type. */
export function valueOf({ spec, form }: WireMember, answers: readonly Answer[]): unknown {
  const lines = answers.map((answer) => {
    if (answer instanceof PandaError) throw answer;
    return typeof answer === 'string' ? [answer] : answer;
  });
  const texts = lines.map((each) => each.join('\n'));
  if (form.kind === 'table') return decodeTable(form.table, wordsFromBase64(lines[0] ?? []));
  if (form.kind === 'scaled') return scaledValue(texts);
  return decodeText(spec as SignalSpec, texts[0] ?? '');
}

/** Texts of counts, scale and offset. */
export function scaledValue(texts: readonly string[]): number {
  const [raw = 0, scale = 1, offset = 0] = texts.map((text) => decodeText({ type: 'f64' }, text) as number);
  return raw * scale + offset;
}
