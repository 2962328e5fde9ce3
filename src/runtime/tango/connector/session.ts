import { deadline } from '../../core/support/deadline.ts';
import { DevgenError } from '../../core/contract/errors.ts';
import type { Session, Target } from '../../core/polled/polled-session.ts';
import type { Reading } from '../../core/contract/reading.ts';
import type { Io, Live, PutOptions } from '../../core/contract/seam.ts';
import type { DeviceProxy } from '../client/device/device-proxy.ts';
import { DevFailed } from '../client/device/dev-failed.ts';
import { decode } from './decode.ts';
import { type DeviceInterface, introspect, type Introspected, type LiveAttribute } from './device-interface.ts';
import { encode } from './encode.ts';
import { FreshReads } from './fresh-reads.ts';
import { closed, lost, missing, readOnly, tellsLoss } from './link-error.ts';
import { Pulse } from './pulse.ts';
import { failedReading, readingOf } from './reading-of.ts';
import { wireKey } from './wire-key.ts';
import { writeError } from './write-error.ts';

/** How long a ping, or a write that nobody waits for, may take, in milliseconds. */
const CALL = 3_000;

/** What a session asks of a device. */
export type SessionDevice = Introspected &
  Pick<DeviceProxy, 'access' | 'readAttributes' | 'writeAttributes' | 'command' | 'ping' | 'onLost'>;

export interface SessionOptions {
  /** Full address of the device, and of a member of it. */
  readonly source: string;
  readonly address: (member: string) => string;
  /** Milliseconds of silence after which the device is asked whether it is still there. */
  readonly heartbeat: number;
}

/** One device from the moment that it was found until it or its server restarts. */
export class TangoSession implements Session {
  readonly gone: Promise<Error>;
  readonly #device: SessionDevice;
  readonly #shown: DeviceInterface;
  readonly #options: SessionOptions;
  readonly #reads: FreshReads;
  readonly #pulse: Pulse;
  readonly #unwatch: () => void;
  #end: (why: Error) => void = () => {};
  #why: Error | undefined;

  constructor(device: SessionDevice, shown: DeviceInterface, options: SessionOptions) {
    this.#device = device;
    this.#shown = shown;
    this.#options = options;
    this.gone = new Promise((resolve) => {
      this.#end = (why) => {
        this.#stop(why);
        resolve(why);
      };
    });
    this.#reads = new FreshReads((names, source, io) => this.#call((at) => at.readAttributes(names, { source }, io)));
    this.#pulse = new Pulse(options.heartbeat, () => this.#probe());
    this.#unwatch = device.onLost((why) => this.#end(why));
  }

  /** Rejects when the device cannot be found or does not answer. */
  static async open(device: SessionDevice, options: SessionOptions, io: Io): Promise<TangoSession> {
    return new TangoSession(device, await introspect(device, io), options);
  }

  get live(): Live {
    return this.#shown.live;
  }

  async read(targets: readonly Target[], io: Io): Promise<readonly Reading[]> {
    const known = targets.filter(({ member }) => this.#find(member.source) !== undefined);
    const values = await this.#reads.read([...new Set(known.map(({ member }) => member.source))], io);
    return targets.map((target) => {
      const { source } = target.member;
      const address = this.#options.address(source);
      const attribute = this.#find(source);
      const value = values.get(source);
      if (attribute === undefined || value === undefined) return failedReading(missing(address), address);
      return readingOf(attribute.typed.spec, value, address);
    });
  }

  /** Sent once, whatever happens; resolves when the server says that it is done, or at once when nobody waits. */
  async write({ member, live }: Target, value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const name = ('write' in live ? live.write : undefined) ?? member.source;
    const address = this.#options.address(name);
    const { config, typed } = this.#attribute(name);
    if (config.writable === 'READ') throw readOnly(address, 'be written');
    const write = encode(config, typed.spec, value, address);
    const sent = (within: Io): Promise<void> =>
      this.#reads.written(member.source, () => this.#call((device) => device.writeAttributes([write], within)));
    if (how?.wait === false) return this.#unawaited(sent, io);
    await sent(io).catch((error: unknown) => {
      const meta = this.live.meta.get(wireKey(name, 'signal'));
      throw writeError(error, { source: address, value, write, meta });
    });
  }

  /** Asks the device itself: the server's cache may hold an older one. */
  async setpoint({ member }: Target, io: Io): Promise<unknown> {
    const { config, typed } = this.#attribute(member.source);
    const address = this.#options.address(member.source);
    if (config.writable === 'READ') throw readOnly(address, 'tell a setpoint');
    const [value] = await this.#call((device) => device.readAttributes([config.name], { source: 'DEV' }, io));
    if (value?.setValue !== undefined) return decode(typed.spec, value.setValue, value.setDim);
    // A write-only attribute has its set value for its value.
    const reading = value && readingOf(typed.spec, value, address);
    if (reading?.ok) return reading.value;
    throw reading?.error ?? missing(address);
  }

  execute(target: Target, argument: unknown, io: Io): Promise<unknown> {
    const info = this.#shown.commands.get(wireKey(target.member.source, 'command'));
    if (info === undefined) return Promise.reject(missing(this.#options.address(target.member.source)));
    return this.#call((device) => device.command(info.name, argument, info, io));
  }

  close(): void {
    this.#stop(closed(this.#options.source));
  }

  #stop(why: Error): void {
    this.#why ??= why;
    this.#pulse.stop();
    this.#unwatch();
  }

  #find(name: string): LiveAttribute | undefined {
    return this.#shown.attributes.get(wireKey(name, 'signal'));
  }

  #attribute(name: string): LiveAttribute {
    const attribute = this.#find(name);
    if (attribute === undefined) throw missing(this.#options.address(name));
    return attribute;
  }

  /** An error that tells of a loss ends the session; after a timeout a ping tells a slow device from a hung process. */
  async #call<R>(run: (device: SessionDevice) => Promise<R>): Promise<R> {
    if (this.#why !== undefined) throw lost(this.#options.source, this.#why);
    this.#pulse.beat();
    try {
      return await run(this.#device);
    } catch (error) {
      if (tellsLoss(error)) {
        this.#end(error);
        throw lost(this.#options.source, error);
      }
      if (error instanceof DevgenError && error.code === 'CALL.TIMEOUT') void this.#probe();
      throw error;
    }
  }

  async #probe(): Promise<void> {
    const io = deadline(CALL);
    try {
      await this.#device.ping(io);
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    } finally {
      io.done();
    }
  }

  /**
   * Rejects with what is decided on this side: what access control forbids, and what cannot be written on the wire. Of
   * what the server says nobody is told; a lost link shows in the device's state all the same.
   */
  async #unawaited(sent: (within: Io) => Promise<void>, io: Io): Promise<void> {
    // Afterwards a refusal needs no answer from anybody.
    await this.#call((device) => device.access(io));
    const own = deadline(CALL);
    const done = sent(own)
      .catch((error: unknown) => {
        if (!(error instanceof DevFailed) || error.code !== 'TANGO.DEV_FAILED') throw error;
      })
      .finally(() => own.done());
    done.catch(() => undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = new Promise<void>((resolve) => (timer = setTimeout(resolve, 0)));
    await Promise.race([done, turn]).finally(() => clearTimeout(timer));
  }
}
