import {
  type AttributeConfig,
  type CdrReader,
  type CdrWriter,
  type DevSource,
  readAttributeValue4Write,
  readClientIdent,
  readDevSource,
  type WrittenAttribute,
  writeAttributeConfig2,
  writeAttributeConfig3,
  writeAttributeConfig5,
  writeAttributeValue5,
} from '@devgen/runtime/tango/codec';
import { DevFailed } from '../device/dev-failed.ts';
import { NOTHING, type Operation, type Operations } from './operation.ts';

/** The least bytes that an `AttributeValue_4` takes. */
const LEAST = 56;

export const attributeOperations: Operations = {
  // Clients of every version ask with the older ones too, where the newer fields are not wanted.
  get_attribute_config_2: configs('get_attribute_config_2', writeAttributeConfig2),
  get_attribute_config_3: configs('get_attribute_config_3', writeAttributeConfig3),
  get_attribute_config_5: configs('get_attribute_config_5', writeAttributeConfig5),

  async read_attributes_5(device, parameters, caller) {
    const names = parameters.strings();
    const source = readDevSource(parameters);
    const ident = readClientIdent(parameters);
    device.blackBox.record(`Operation read_attributes_5 (${names.join(', ')}) from ${SOURCES[source]}`, caller, ident);
    // Nothing is polled here.
    if (source === 'CACHE') throw notPolled('API_AttrNotPolled', names.join(', '), device.setting.name);
    const replies = await device.read(names);
    return (writer) => writer.sequence(replies, writeAttributeValue5);
  },

  async write_attributes_4(device, parameters, caller) {
    const writes = readWrites(parameters);
    const ident = readClientIdent(parameters);
    device.blackBox.record(`Operation write_attributes_4 (${namesOf(writes)})`, caller, ident);
    await device.write(writes);
    return NOTHING;
  },

  async write_read_attributes_5(device, parameters, caller) {
    const writes = readWrites(parameters);
    const names = parameters.strings();
    const ident = readClientIdent(parameters);
    device.blackBox.record(`Operation write_read_attributes_5 (${namesOf(writes)})`, caller, ident);
    const replies = await device.writeRead(writes, names);
    return (writer) => writer.sequence(replies, writeAttributeValue5);
  },

  read_attribute_history_5(device, parameters) {
    const [attribute] = device.attributes([parameters.string()]);
    throw notPolled('API_AttrNotPolled', attribute?.config.name ?? '', device.setting.name);
  },
};

/** As black boxes tell it. */
const SOURCES: Readonly<Record<DevSource, string>> = { DEV: 'device', CACHE: 'cache', CACHE_DEV: 'cache_device' };

function configs(name: string, write: (writer: CdrWriter, config: AttributeConfig) => void): Operation {
  return (device, parameters, caller) => {
    const names = parameters.strings();
    device.blackBox.record(`Operation ${name}`, caller);
    const told = device.attributes(names).map(({ config }) => config);
    return (writer) => writer.sequence(told, write);
  };
}

function readWrites(parameters: CdrReader): readonly WrittenAttribute[] {
  return parameters.sequence(LEAST, readAttributeValue4Write);
}

function namesOf(writes: readonly WrittenAttribute[]): string {
  return writes.map(({ name }) => name).join(', ');
}

export function notPolled(reason: string, what: string, device: string): DevFailed {
  return new DevFailed(reason, `${what} is not polled: there is no history and no cache`, device);
}
