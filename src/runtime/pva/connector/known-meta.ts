import type { Meta } from '../../core/contract/meta.ts';
import type { PvaStruct, PvaValue } from '../codec/value/pva-value.ts';
import { pvMeta } from '../normative/pv-meta.ts';

const PARTS = ['display', 'control', 'valueAlarm', 'descriptor', 'labels'] as const;

/**
 * The metadata that came last. It is made of the structure when somebody asks for it: updates share the parts that did
 * not change, so that taking one in costs next to nothing. Values are not kept.
 */
export class KnownMeta {
  #parts: PvaStruct = {};
  #choices: PvaValue | undefined;
  #made: Meta | undefined = {};

  get meta(): Meta {
    this.#made ??= pvMeta(
      this.#choices === undefined ? this.#parts : { ...this.#parts, value: { choices: this.#choices } },
    );
    return this.#made;
  }

  take(data: PvaStruct): void {
    const choices = choicesOf(data['value']);
    const parts = this.#parts;
    if (choices === this.#choices && PARTS.every((name) => parts[name] === data[name])) return;
    const { display, control, valueAlarm, descriptor, labels } = data as Readonly<Record<string, PvaValue>>;
    this.#parts = { display, control, valueAlarm, descriptor, labels } as PvaStruct;
    this.#choices = choices;
    this.#made = undefined;
  }
}

function choicesOf(value: PvaValue | undefined): PvaValue | undefined {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  return (value as PvaStruct)['choices'];
}
