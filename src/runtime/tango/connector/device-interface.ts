import type { Io, Live } from '../../core/contract/seam.ts';
import type { DeviceProxy } from '../client/device/device-proxy.ts';
import type { AttributeConfig, CommandInfo } from '../client/types.ts';
import { normalise } from './normalise.ts';
import { attributeType, type Typed } from './value-types.ts';
import { wireKey } from './wire-key.ts';

/** What introspection asks of a device. */
export type Introspected = Pick<DeviceProxy, 'location' | 'attributeConfigs' | 'commandInfos'>;

/** An attribute as it is now: its configuration and its type in the vocabulary of specs. */
export interface LiveAttribute {
  readonly config: AttributeConfig;
  readonly typed: Typed;
}

/** What a device shows of itself, by wire key. */
export interface DeviceInterface {
  readonly live: Live;
  readonly attributes: ReadonlyMap<string, LiveAttribute>;
  readonly commands: ReadonlyMap<string, CommandInfo>;
}

/**
 * Two calls, whatever number of attributes and commands the device has. Without a database it does not tell its class,
 * which is `known` to those who asked its server.
 */
export async function introspect(device: Introspected, io: Io, known = ''): Promise<DeviceInterface> {
  const location = await device.location(io);
  const [attributes, commands] = await Promise.all([device.attributeConfigs(undefined, io), device.commandInfos(io)]);
  return {
    live: normalise({ class: location.class || known, attributes, commands }),
    attributes: new Map(
      attributes.map((config) => [wireKey(config.name, 'signal'), { config, typed: attributeType(config) }]),
    ),
    commands: new Map(commands.map((info) => [wireKey(info.name, 'command'), info])),
  };
}
