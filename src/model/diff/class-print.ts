import type { Lock } from '../lock/lock.ts';

/** A text for each class of a lock that is the same where the class and all its blocks are. */
export class ClassPrints {
  readonly #lock: Lock;
  readonly #known = new Map<string, string>();

  constructor(lock: Lock) {
    this.#lock = lock;
  }

  of(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const entry = this.#lock.classes.get(name);
    const blocks = [...(entry?.members.values() ?? [])].flatMap((member) => ('of' in member ? [member.of] : []));
    const print = [entry?.interface, entry?.detail, ...blocks.map((block) => this.of(block))].join(' ');
    this.#known.set(name, print);
    return print;
  }

  /** Whether a device of the class may lack something of it. */
  hasOptional(name: string): boolean {
    const members = [...(this.#lock.classes.get(name)?.members.values() ?? [])];
    return members.some((member) => member.optional === true || ('of' in member && this.hasOptional(member.of)));
  }
}
