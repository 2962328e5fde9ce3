import {
  type CommandSpec,
  type Connector,
  type DefinedDevice,
  defineDevice,
  type DeviceSpec,
  type SignalSpec,
} from '@devgen/runtime';

export const labels = ['Idle', 'Run', 'Fault'] as const;

type Source<S, N extends string = string> = S & { readonly source: N };

/** The members that every subject of the suite has; only their wire names and the class id are the backend's own. */
export interface LifecycleSpec extends DeviceSpec {
  readonly members: {
    readonly number: Source<{ readonly kind: 'rw'; readonly type: 'f64' }>;
    readonly readback: Source<{ readonly kind: 'r'; readonly type: 'f64' }>;
    readonly mode: Source<{ readonly kind: 'rw'; readonly type: 'enum'; readonly labels: typeof labels }>;
    readonly text: Source<{ readonly kind: 'rw'; readonly type: 'str' }>;
    readonly array: Source<{ readonly kind: 'rw'; readonly type: 'f64[]'; readonly optional?: true }>;
    readonly broken: Source<{ readonly kind: 'rw'; readonly type: 'f64' }>;
    readonly double: Source<{
      readonly kind: 'command';
      readonly in: 'f64';
      readonly out: 'f64';
      readonly optional?: true;
    }>;
    readonly reset: Source<{ readonly kind: 'command' }>;
    readonly slow: Source<{ readonly kind: 'command' }>;
  };
}

export type LifecycleName = keyof LifecycleSpec['members'];
export type Lifecycle = DefinedDevice<LifecycleSpec>;

/** What a control system may have no form for; its devices then lack the member. */
type Dispensable = 'array' | 'double';

function ifAny(source: string | undefined): { readonly source: string; readonly optional?: true } {
  return source === undefined ? { source: 'absent', optional: true } : { source };
}

/** The spec of a subject, from the wire names of its members. */
export function lifecycleSpec(
  id: string,
  sources: Readonly<Record<Exclude<LifecycleName, Dispensable>, string> & Partial<Record<Dispensable, string>>>,
): LifecycleSpec {
  return {
    id,
    members: {
      number: { kind: 'rw', source: sources.number, type: 'f64' },
      readback: { kind: 'r', source: sources.readback, type: 'f64' },
      mode: { kind: 'rw', source: sources.mode, type: 'enum', labels },
      text: { kind: 'rw', source: sources.text, type: 'str' },
      array: { kind: 'rw', ...ifAny(sources.array), type: 'f64[]' },
      broken: { kind: 'rw', source: sources.broken, type: 'f64' },
      double: { kind: 'command', ...ifAny(sources.double), in: 'f64', out: 'f64' },
      reset: { kind: 'command', source: sources.reset },
      slow: { kind: 'command', source: sources.slow },
    },
  };
}

/** What the device itself shows: one label more than its class declares. */
export function liveSpec(spec: LifecycleSpec): DeviceSpec {
  const mode: SignalSpec = { ...spec.members.mode, labels: [...labels, 'Maintenance'] };
  const members: Readonly<Record<string, SignalSpec | CommandSpec>> = { ...spec.members, mode };
  return { ...spec, members };
}

/** A class of the spec. */
export function lifecycleClass(spec: LifecycleSpec): new (address: string) => Lifecycle {
  return defineDevice(spec);
}

/** A running backend for the suite. */
export interface Subject {
  readonly connector: Connector;
  /** Of a device whose members are, and behave, as follows: */
  readonly address: string;
  /**
   * `number`, `text`, `array` keep what is written; `mode` too, and its live labels are {@link labels} and then
   * `Maintenance`; `readback` is changed by {@link SubjectControl.set} only; `broken` can neither be read nor written;
   * `double` returns twice its argument; `reset` makes `number` zero; `slow` answers after half a second or later, if ever.
   */
  readonly spec: LifecycleSpec;
  readonly control: SubjectControl;
  stop(): Promise<void>;
}

export interface SubjectControl {
  /** Changes a value behind the runtime's back, `mode` by its label. */
  set(
    member: 'number' | 'readback' | 'mode' | 'text' | 'array',
    value: number | string | Float64Array,
  ): void | Promise<void>;
  /** The device stops answering and its connections break; {@link restore} brings it back with its values. */
  lose(): void | Promise<void>;
  restore(): void | Promise<void>;
  /** How many requests the device got so far: packets, or calls of the seam where there is no wire. */
  requests(): number;
}
