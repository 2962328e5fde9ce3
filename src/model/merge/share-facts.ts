import type { DeviceSpec, Live, Meta } from '@devgen/runtime';
import { canonical } from '../lock/canonical.ts';
import { hashText } from '../lock/hash.ts';
import { remembered } from '../remembered.ts';

/**
 * Makes one object of what several devices say alike: a pull of a large facility then takes the memory of what differs,
 * and a merge compares objects where it would compare texts.
 */
export class SharedFacts {
  readonly #lives = new WeakMap<Live, Live>();
  readonly #specs = new Map<string, DeviceSpec>();
  readonly #members = new Map<string, Meta>();
  readonly #metas = new Map<string, Live['meta']>();

  /** The same facts, of objects that came before where there are such. */
  of(live: Live): Live {
    const known = this.#lives.get(live);
    if (known !== undefined) return known;
    const shared = { spec: this.#spec(live.spec), meta: this.#meta(live.meta) };
    this.#lives.set(live, shared);
    return shared;
  }

  #spec(spec: DeviceSpec): DeviceSpec {
    return remembered(this.#specs, hashText(textOf(spec)), () => spec);
  }

  #meta(meta: Live['meta']): Live['meta'] {
    const members = new Map<string, Meta>();
    let all = '';
    for (const [key, said] of meta) {
      const text = textOf(said);
      members.set(
        key,
        remembered(this.#members, text, () => said),
      );
      all += `${JSON.stringify(key)}:${text}\n`;
    }
    return remembered(this.#metas, hashText(all), () => members);
  }
}

/** JSON has no 64-bit integers; what has one is rare. */
function textOf(facts: object): string {
  try {
    return JSON.stringify(facts);
  } catch {
    return `bigint ${canonical(facts)}`;
  }
}
