import type { ObjectRef } from '../../../../src/runtime/tango/codec/ior.ts';
import { CallError } from '../../../../src/runtime/tango/client/transport/call-error.ts';
import type { Location } from '../../../../src/runtime/tango/client/address/location.ts';
import type {
  AttributeConfig,
  AttributeValue,
  AttributeWrite,
  CommandInfo,
} from '../../../../src/runtime/tango/client/types.ts';
import type { SessionDevice } from '../../../../src/runtime/tango/connector/session.ts';
import { attribute, command } from './configs.ts';

/** A device of doubles in this process, whose calls a test can count, hold and fail. */
export class FakeDevice implements SessionDevice {
  readonly values = new Map<string, number>([
    ['a', 1],
    ['b', 2],
  ]);
  readonly reads: { readonly names: readonly string[]; readonly source: string | undefined }[] = [];
  readonly writes: AttributeWrite[] = [];
  pings = 0;
  /** Thrown by each call while set. */
  failure: Error | undefined;
  pingFailure: Error | undefined;
  /** Server times: of the device itself, and of what its server polled last. */
  time = 1n;
  cacheTime = 1n;
  readonly #lost = new Set<(why: Error) => void>();

  get watched(): number {
    return this.#lost.size;
  }

  location(): Promise<Location> {
    return this.#answer(() => ({ name: 'a/b/c', ref: {} as ObjectRef, idl: 5, class: 'Fake', server: 'Fake/1' }));
  }

  attributeConfigs(): Promise<readonly AttributeConfig[]> {
    return this.#answer(() => [
      ...[...this.values.keys()].map((name) =>
        attribute(name, { writable: 'READ_WRITE', minValue: '0', maxValue: '9' }),
      ),
      attribute('r'),
    ]);
  }

  commandInfos(): Promise<readonly CommandInfo[]> {
    return this.#answer(() => [command('Go', 0, 0)]);
  }

  readAttributes(
    names: readonly string[],
    { source }: { readonly source?: string } = {},
  ): Promise<readonly AttributeValue[]> {
    this.reads.push({ names, source });
    return this.#answer(() => names.map((name) => this.#value(name, source === 'DEV' ? this.time : this.cacheTime)));
  }

  writeAttributes(writes: readonly AttributeWrite[]): Promise<void> {
    this.writes.push(...writes);
    return this.#answer(() => {
      for (const { name, value } of writes) this.values.set(name, value[0] as number);
    });
  }

  access(): Promise<'write'> {
    return Promise.resolve('write');
  }

  command(): Promise<unknown> {
    return this.#answer(() => undefined);
  }

  ping(): Promise<void> {
    this.pings++;
    return this.pingFailure === undefined ? Promise.resolve() : Promise.reject(this.pingFailure);
  }

  onLost(on: (why: Error) => void): () => void {
    this.#lost.add(on);
    return () => void this.#lost.delete(on);
  }

  /** The connection breaks. */
  vanish(): void {
    for (const on of this.#lost) on(failure('LINK.LOST'));
  }

  async #answer<T>(make: () => T): Promise<T> {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    return make();
  }

  #value(name: string, timeNs: bigint): AttributeValue {
    const value = this.values.get(name);
    const error = { reason: 'API_AttrNotFound', severity: 'ERR', description: name, origin: '' } as const;
    return {
      name,
      quality: value === undefined ? 'ATTR_INVALID' : 'ATTR_VALID',
      dataFormat: 'SCALAR',
      timeNs,
      value: value === undefined ? undefined : Float64Array.of(value),
      dim: { x: 1, y: 0 },
      setValue: undefined,
      setDim: { x: 0, y: 0 },
      errors: value === undefined ? [error] : [],
    };
  }
}

export function failure(code: string): CallError {
  return new CallError(`made to fail: ${code}`, 'MAYBE', { code });
}
