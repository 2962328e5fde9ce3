import { listed } from '../signal/call.ts';
import type { CallOptions } from '../contract/members.ts';
import type { DerivedBackend } from './derived-backend.ts';
import { asDevgenError, type DevgenError } from '../contract/errors.ts';
import { type Part, partsError, readableOf } from './parts.ts';
import type { Backend, Io } from '../contract/seam.ts';
import type { Reading } from '../contract/reading.ts';
import { cachedReading, SignalSlot } from '../signal/signal-slot.ts';
import { type Slot, slot } from '../contract/slot.ts';
import type { SignalSpec } from '../contract/spec.ts';
import type { PendingWait } from '../signal/waits.ts';

/** A signal that is computed from others, bound for life. */
export class DerivedSlot extends SignalSlot {
  override readonly selfBound = true;
  readonly parts: ReadonlyMap<string, Part>;
  readonly #backend: DerivedBackend;

  constructor(spec: SignalSpec, parts: ReadonlyMap<string, Part>, backendOf: (behind: DerivedSlot) => DerivedBackend) {
    super(spec, '', 'derived://');
    this.parts = parts;
    this.#backend = backendOf(this);
    this.binding = { state: 'bound', backend: this.#backend, link: this.#backend.link };
  }

  /** Of the last events of all parts: a write to one of them makes this one too old as well. */
  override latest(): Reading | undefined {
    const readings = new Map<string, Reading>();
    for (const [name, part] of readableOf(this.parts)) {
      const reading = part[slot].binding.state === 'bound' ? cachedReading(part[slot]) : undefined;
      if (reading === undefined) return undefined;
      readings.set(name, reading);
    }
    return this.#backend.combine(readings);
  }

  /** The parts end with the deadline, and say so under their own names: a limit of its own would be there before. */
  override call<R>(
    what: PendingWait['what'],
    options: CallOptions | undefined,
    run: (backend: Backend, io: Io) => Promise<R>,
  ): Promise<R> {
    return listed(this, what, options, (io) => run(this.#backend, io));
  }

  missing(): DevgenError | undefined {
    const errors = new Map<string, DevgenError>();
    for (const [name, part] of this.parts) {
      const error = missingOf(part);
      if (error !== undefined) errors.set(name, error);
    }
    return errors.size === 0 ? undefined : this.named(partsError(errors));
  }
}

function missingOf({ [slot]: behind }: Part): DevgenError | undefined {
  try {
    behind.bound();
  } catch (error) {
    return asDevgenError(error, { code: 'NOT_CONNECTED' });
  }
  return (behind as Slot).missing?.();
}
