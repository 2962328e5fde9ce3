import type { Difference } from '../diff/difference.ts';
import type { Lock } from './lock.ts';

/** On which lines of a lock's text its classes, members and devices are. Lines count from 1. */
export class LockLines {
  readonly #lock: Lock;
  readonly #lines = new Map<string, number>();

  constructor(text: string, lock: Lock) {
    this.#lock = lock;
    let section: 'classes' | 'others' | 'sources' | undefined;
    let holder: string | undefined;
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const key = keyOf(line);
      // The ledger between the two has classes as well.
      if (section === undefined && line === '"classes":{') section = 'classes';
      else if (section === 'classes' && holder === undefined && line.startsWith('}')) section = 'others';
      else if (section === 'others' && line === '"sources":{') section = 'sources';
      else if (line.startsWith('}}')) holder = undefined;
      else if ((section === 'classes' || section === 'sources') && key !== undefined) {
        this.#lines.set(JSON.stringify(holder === undefined ? [section, key] : [section, holder, key]), index + 1);
        if (holder === undefined && line.endsWith('{')) holder = key;
      }
    }
  }

  /** The line that a difference is about; that of what holds it where it is gone, else the first. */
  of({ rule, class: name, member, source, after, devices: [device] }: Difference): number {
    const heir = this.#lock.classes.has(name) ? name : typeof after === 'string' ? after : name;
    const ofClass = this.#at('classes', heir);
    if (rule.startsWith('DEVICE_') && device !== undefined)
      return this.#at('sources', device.source, device.device) ?? ofClass ?? 1;
    return (member === undefined ? undefined : this.#ofMember(heir, member, source)) ?? ofClass ?? 1;
  }

  /** Follows a dotted path as far as there is one. */
  #ofMember(className: string, path: string, source: string | undefined): number | undefined {
    let line: number | undefined;
    let at: string | undefined = className;
    for (const name of path.split('.').filter((part) => part !== '*')) {
      const of = this.#lock.classes.get(at ?? '');
      const given = this.#lock.ledger.members.get(of?.id ?? '')?.get(name);
      const isMeant = (key: string, wire: string): boolean => key === given || wire === name || wire === source;
      const found = [...(of?.members ?? [])].find(([key, member]) => isMeant(key, member.source));
      if (at === undefined || found === undefined) return line;
      const [key, member] = found;
      line = this.#at('classes', at, key) ?? line;
      at = 'of' in member ? member.of : undefined;
    }
    return line;
  }

  #at(...path: readonly string[]): number | undefined {
    return this.#lines.get(JSON.stringify(path));
  }
}

function keyOf(line: string): string | undefined {
  const found = /^("(?:[^"\\]|\\.)*"):/.exec(line);
  return found === null ? undefined : (JSON.parse(found[1] ?? '""') as string);
}
