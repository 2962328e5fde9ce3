import { DevgenError, whyOf } from '../contract/errors.ts';
import { MemberSlot } from './member-slot.ts';
import { Observations } from './observation.ts';
import type { Reading } from '../contract/reading.ts';
import type { SignalSpec } from '../contract/spec.ts';

/** The side of a signal that devices bind. */
export class SignalSlot extends MemberSlot<SignalSpec> {
  #observations: Observations | undefined;

  get observations(): Observations {
    if (this.#observations === undefined) {
      this.#observations = new Observations(
        (reading) => this.clean(reading),
        (error) => this.named(error),
      );
      this.rebound();
    }
    return this.#observations;
  }

  /** The newest event of the running observations. */
  latest(): Reading | undefined {
    return this.#observations?.latest();
  }

  /** After a write the last event is history until the next one comes. */
  drop(): void {
    this.#observations?.drop();
  }

  override rebound(): void {
    const { binding } = this;
    if (binding.state === 'bound') this.#observations?.rebind(binding.backend);
    else this.#observations?.rebind(undefined, binding.state === 'failed' ? binding.error : undefined);
  }

  override dispose(error: DevgenError): void {
    super.dispose(error);
    this.#observations?.end(error);
  }

  /** A reading whose value the class can type: a label that it does not declare is no value. */
  clean(reading: Reading): Reading {
    if (!reading.ok) return reading;
    try {
      const value = this.came(this.spec, reading.value);
      return value === reading.value ? reading : { ...reading, value };
    } catch (error) {
      const { value: _, ...rest } = reading;
      return { ...rest, ok: false, severity: 'invalid', error: error as DevgenError };
    }
  }

  lost(why: unknown): DevgenError {
    const hint = 'it connects again by itself as soon as the device answers; reading() tells the last value';
    const reason = why instanceof Error ? whyOf(why) : 'the link is lost';
    return this.named(new DevgenError(reason, { code: 'LINK.LOST', hint, cause: why }), 'get');
  }
}

/** The last event of a running observation, if it answers a get; marked stale while the member is lost. */
export function cachedReading(behind: SignalSlot): Reading | undefined {
  const latest = behind.latest();
  if (latest === undefined) return undefined;
  const { backend, link } = behind.bound();
  const lost = backend.isLost ?? link.state.state !== 'connected';
  if (lost) return latest.stale ? latest : { ...latest, stale: true };
  return latest.stale ? undefined : latest;
}

/** Why the link is lost. */
export function lossOf(behind: SignalSlot): unknown {
  const { state } = behind.bound().link;
  return state.state === 'lost' ? state.why : undefined;
}
