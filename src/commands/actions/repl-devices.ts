import { connectSettled, type Connector, defineDevice, type Device, DevgenError, openDevice } from '@devgen/runtime';
import { conversions } from '@devgen/runtime/conversions';
import type { SourceConfig } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { deviceSpec } from '../../model/class-spec.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { freeName } from '../../model/names/free-name.ts';
import { camelCase } from '../../model/names/words.ts';
import { findDevice, type FoundDevice } from './find-device.ts';
import { connectorOf } from './open-source.ts';
import { lockOf, type Workspaces } from './workspace.ts';

/** A device under a name that can be typed. */
export interface ReplDevice {
  readonly variable: string;
  readonly class: string;
  readonly name: string;
  readonly device: Device;
  /** Why it is not connected. */
  readonly error?: Error;
}

/** Devices of the lock, connected for a person to try. */
export class ReplDevices {
  readonly #locks: readonly Lock[];
  readonly #sources: readonly SourceConfig[];
  readonly #env: Environment;
  readonly #connectors = new Map<string, Promise<Connector>>();
  readonly #devices = new Map<string, ReplDevice>();

  constructor({ config, all }: Workspaces, env: Environment) {
    this.#sources = config.sources;
    // A package whose control system was away so far keeps nobody from the devices of the others.
    const pulled = all.filter(({ read }) => read !== undefined);
    this.#locks = (pulled.length > 0 ? pulled : all).map((workspace) =>
      overlaidAsFar(lockOf(workspace), workspace.config.overlay),
    );
    this.#env = env;
  }

  /** Connects devices by name, alias or `SOURCE:DEVICE`; one that cannot be reached is there, with its error. */
  async connect(names: readonly string[]): Promise<readonly ReplDevice[]> {
    const found = names.map((name) => [name, ...this.#find(name)] as const);
    return Promise.all(found.map(([typed, lock, device]) => this.#connect(typed, lock, device)));
  }

  /** A device that the lock need not know, without a class. */
  async open(address: string): Promise<Device> {
    const all = await Promise.all(this.#sources.map(({ name }) => this.#connector(name)));
    return openDevice(address, { via: all });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices.values()].map(({ device }) => device.$dispose()));
    const connectors = await Promise.allSettled(this.#connectors.values());
    await Promise.all(connectors.map((made) => (made.status === 'fulfilled' ? made.value.close() : undefined)));
  }

  /** In the first package that has it: of the others it is the same device. */
  #find(name: string): readonly [Lock, FoundDevice] {
    let unknown: unknown;
    for (const lock of this.#locks) {
      try {
        return [lock, findDevice(lock, name, 'repl')];
      } catch (error) {
        if (!(error instanceof DevgenError) || error.code !== 'USAGE.NAME_UNKNOWN') throw error;
        unknown ??= error;
      }
    }
    throw unknown;
  }

  /** The variable is the name as it was typed, so that nobody has to look for it. */
  async #connect(typed: string, lock: Lock, { source, name, entry }: FoundDevice): Promise<ReplDevice> {
    const taken = (variable: string): boolean => this.#devices.has(variable);
    const words = camelCase(typed.slice(typed.startsWith(`${source}:`) ? source.length + 1 : 0));
    const variable = freeName(words.replace(/^(?=\d)/, '_') || 'device', taken);
    const device: Device = new (defineDevice(deviceSpec(lock, entry)))(name, { name: variable, conversions });
    const base = { variable, class: entry.class, name, device };
    this.#devices.set(variable, base);
    const [result] = Object.values(
      await connectSettled({ [variable]: device }, { via: [await this.#connector(source)], mismatch: 'report' }),
    );
    return result === undefined || result.ok ? base : { ...base, error: result.error };
  }

  #connector(source: string): Promise<Connector> {
    const config = this.#sources.find(({ name }) => name === source);
    if (config === undefined) return Promise.reject(noSource(source));
    const known = this.#connectors.get(source) ?? connectorOf(config, this.#env);
    this.#connectors.set(source, known);
    return known;
  }
}

function noSource(source: string): DevgenError {
  return new DevgenError(`The lock has devices of ${source}, which devgen.yaml does not name`, {
    code: 'CONFIG.VALUE',
    hint: 'add the source to devgen.yaml, or remove its devices: devgen pull, then devgen prune',
  });
}
