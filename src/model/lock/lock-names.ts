import { compareText } from './canonical.ts';

/** The names that a lock holds, for a quick look: nothing is checked, and a text that is no lock has none. */
export interface LockNames {
  readonly devices: readonly NamedDevice[];
  readonly classes: readonly string[];
  /** As the lock names them; of a class that is not there none. */
  readonly membersOf: (className: string) => readonly string[];
}

export interface NamedDevice {
  readonly name: string;
  readonly class: string;
  readonly alias: string | undefined;
}

export function lockNames(text: string): LockNames {
  const lock = parsed(text);
  const classes = entries(of(lock, 'classes'));
  const ids = new Map(classes.map(([name, one]) => [name, of(one, 'id')]));
  const members = new Map(entries(of(of(lock, 'ledger'), 'members')));
  return {
    devices: entries(of(lock, 'sources')).flatMap(([, source]) =>
      entries(of(source, 'devices')).map(([name, device]) => ({
        name,
        class: textOr(of(device, 'class'), ''),
        alias: textOr(of(device, 'alias'), undefined),
      })),
    ),
    classes: classes.map(([name]) => name).toSorted(compareText),
    membersOf: (name) => {
      const own = new Set(entries(of(new Map(classes).get(name), 'members')).map(([key]) => key));
      const named = entries(members.get(textOr(ids.get(name), '')));
      return named.flatMap(([member, key]) => (own.has(String(key)) ? [member] : []));
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The markers of a conflict, or half a file: whoever needs the lock says so.
    return undefined;
  }
}

function of(value: unknown, key: string): unknown {
  return entries(value).find(([name]) => name === key)?.[1];
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function textOr<O>(value: unknown, other: O): string | O {
  return typeof value === 'string' ? value : other;
}
