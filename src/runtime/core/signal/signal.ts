import { dataKey, metaOf } from './data-key.ts';
import type {
  CallOptions,
  DataKey,
  GetOptions,
  ObserveCallOptions,
  SetOptions,
  SignalRW,
} from '../contract/members.ts';
import type { LiveMeta } from '../contract/meta.ts';
import { ReadingQueue } from './queue.ts';
import type { Reading } from '../contract/reading.ts';
import { cachedReading, lossOf, SignalSlot } from './signal-slot.ts';
import { slot, type Slotted } from '../contract/slot.ts';
import type { SignalSpec, ValueType } from '../contract/spec.ts';
import { timerPeriod } from '../support/timer.ts';

/** A signal of any kind, not bound yet; what its kind cannot do rejects with MEMBER.KIND. */
export function createSignal(spec: SignalSpec, name: string, address: string): SignalRW<unknown> & Slotted {
  return new Signal(new SignalSlot(spec, name, address));
}

/** The same over a slot of its own making. */
export function signalOver(behind: SignalSlot): SignalRW<unknown> & Slotted {
  return new Signal(behind);
}

class Signal implements SignalRW<unknown>, Slotted {
  readonly [slot]: SignalSlot;

  constructor(behind: SignalSlot) {
    this[slot] = behind;
  }

  /** Keeps proxies of user interfaces off. */
  get [Symbol.toStringTag](): string {
    return 'Signal';
  }

  get kind(): 'rw' {
    return this[slot].spec.kind as 'rw';
  }

  get name(): string {
    return this[slot].name;
  }

  get source(): string {
    return this[slot].source;
  }

  get type(): ValueType {
    return this[slot].spec.type;
  }

  get meta(): LiveMeta {
    const { binding, spec } = this[slot];
    return binding.state === 'bound' ? binding.backend.meta : metaOf(spec);
  }

  async get(options?: GetOptions): Promise<unknown> {
    const reading = await this.reading(options);
    if (!reading.ok) throw this[slot].named(reading.error, 'get');
    if (reading.stale) throw this[slot].lost(lossOf(this[slot]));
    return reading.value;
  }

  async reading(options?: GetOptions): Promise<Reading> {
    const behind = this[slot];
    if ((this.kind as string) === 'w') throw behind.wrongKind('be read');
    const cached = options?.fresh ? undefined : cachedReading(behind);
    if (cached !== undefined) return cached;
    return behind.clean(await behind.call('get', options, (backend, io) => backend.get(io)));
  }

  observe(options: ObserveCallOptions = {}): AsyncIterableIterator<Reading> {
    const behind = this[slot];
    const { queue, signal, ...how } = options;
    return new ReadingQueue(
      (sink) => {
        if ((this.kind as string) === 'w') throw behind.wrongKind('be observed');
        behind.bound();
        try {
          if (how.period !== undefined) timerPeriod(how.period);
          return behind.observations.add(sink, how);
        } catch (error) {
          throw behind.named(error, 'observe');
        }
      },
      queue,
      signal,
    );
  }

  async set(value: unknown, options?: SetOptions): Promise<void> {
    const behind = this[slot];
    if ((this.kind as string) === 'r') throw behind.wrongKind('be set');
    const sent = behind.sent(behind.spec, value);
    const how = options?.wait === undefined ? undefined : { wait: options.wait };
    behind.drop();
    try {
      await behind.call('set', options, (backend, io) => backend.put(sent, io, how));
    } finally {
      // An event that came while the write was under way may be from before it.
      behind.drop();
    }
  }

  async setpoint(options?: CallOptions): Promise<unknown> {
    const behind = this[slot];
    if ((this.kind as string) !== 'rw') throw behind.wrongKind('tell a setpoint');
    return behind.came(behind.spec, await behind.call('setpoint', options, (backend, io) => backend.setpoint(io)));
  }

  async describe(): Promise<DataKey> {
    const { backend } = this[slot].bound();
    return dataKey(this[slot].spec, this.source, backend.meta);
  }
}
