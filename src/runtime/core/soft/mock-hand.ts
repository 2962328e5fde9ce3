import { within } from '../support/deadline.ts';
import type { Reading } from '../contract/reading.ts';
import type { Io } from '../contract/seam.ts';
import { readingOf } from './soft-cell.ts';
import type { SoftDevice } from './soft-device.ts';

/** What signals and commands of a mock have in common. */
export interface MockControl {
  /** Writes and commands wait until the function returned is called; those that time out before are never done. */
  hold(): () => void;
  /** Writes and commands reject with the error until the function returned is called. */
  fail(error: Error): () => void;
  /** The whole device stops answering, with all its members. */
  lose(): void;
  restore(): void;
}

/** The hand behind a mock signal. */
export interface MockSignal<T> extends MockControl {
  /** Changes the value, or the whole reading, as the hardware would: without a write. */
  set(value: T | Reading<T>): void;
  /** What was written, oldest first. */
  readonly puts: readonly T[];
  /** Called with each write; what it returns is the readback, for `undefined` the value written. */
  onPut(callback: (value: T) => T | void | Promise<T | void>): void;
  /** Running subscriptions. */
  readonly observers: number;
}

/** The hand behind a mock command. */
export interface MockCommand<A, R> extends MockControl {
  /** The argument of each execution, oldest first. */
  readonly calls: readonly A[];
  /** The result from now on, or a function of the argument; before, the zero of its type. */
  returns(result: R | ((argument: A) => R | Promise<R>)): void;
}

/** Records what a mock member is asked, and decides what becomes of it. */
export class MockHand implements MockSignal<unknown>, MockCommand<unknown, unknown> {
  readonly puts: unknown[] = [];
  readonly #device: SoftDevice;
  readonly #key: string;
  readonly #record: (value: unknown) => void;
  readonly #holds = new Set<symbol>();
  readonly #waiting: (() => void)[] = [];
  #failure: Error | undefined;
  #answer: (value: unknown) => unknown = () => undefined;

  constructor(device: SoftDevice, key: string, record: (value: unknown) => void) {
    this.#device = device;
    this.#key = key;
    this.#record = record;
  }

  get calls(): readonly unknown[] {
    return this.puts;
  }

  get observers(): number {
    return this.#device.observers(this.#key);
  }

  async take(value: unknown, io: Io): Promise<unknown> {
    this.puts.push(value);
    this.#record(value);
    while (this.#holds.size > 0) await within(io, () => new Promise<void>((resolve) => this.#waiting.push(resolve)));
    if (this.#failure !== undefined) throw this.#failure;
    return await this.#answer(value);
  }

  set(value: unknown): void {
    this.#device.publish(this.#key, readingOf(value));
  }

  hold(): () => void {
    const key = Symbol();
    this.#holds.add(key);
    return () => {
      this.#holds.delete(key);
      if (this.#holds.size > 0) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
  }

  fail(error: Error): () => void {
    this.#failure = error;
    return () => {
      if (this.#failure === error) this.#failure = undefined;
    };
  }

  onPut(callback: (value: unknown) => unknown): void {
    this.#answer = callback;
  }

  returns(result: unknown): void {
    this.#answer = typeof result === 'function' ? (argument) => result(argument) : () => result;
  }

  lose(): void {
    this.#device.lose();
  }

  restore(): void {
    this.#device.restore();
  }
}
