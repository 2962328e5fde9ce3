import {
  type DeviceInfo,
  writeDevInfo,
  writeDevInfo3,
  writeDevInfo6,
  writeDevState,
} from '@devgen/runtime/tango/codec';
import { DevFailed } from '../device/dev-failed.ts';
import type { ServedDevice } from '../device/served-device.ts';
import { NOTHING, type Operations } from './operation.ts';

/** What a device says of itself. */
export const deviceOperations: Operations = {
  _get_name: textAttribute('name', ({ setting }) => setting.name),
  _get_adm_name: textAttribute('adm_name', ({ setting }) => `dserver/${setting.server}`),
  _get_description: textAttribute('description', (device) => device.class.description),
  async _get_state(device, _, caller) {
    device.blackBox.record('Attribute state', caller);
    const state = await device.exclusively(() => device.state());
    return (writer) => writeDevState(writer, state);
  },
  async _get_status(device, _, caller) {
    device.blackBox.record('Attribute status', caller);
    const status = await device.exclusively(() => device.status());
    return (writer) => writer.string(status);
  },
  ping(device, _, caller) {
    device.blackBox.record('Operation ping', caller);
    return NOTHING;
  },
  info(device, _, caller) {
    device.blackBox.record('Operation info', caller);
    return (writer) => writeDevInfo(writer, infoOf(device));
  },
  info_3(device, _, caller) {
    device.blackBox.record('Operation info_3', caller);
    return (writer) => writeDevInfo3(writer, infoOf(device));
  },
  info_6(device, _, caller) {
    device.blackBox.record('Operation info_6', caller);
    return (writer) => writeDevInfo6(writer, infoOf(device));
  },
  black_box(device, parameters) {
    const count = parameters.i32();
    if (count <= 0) throw new DevFailed('API_BlackBoxArgument', `${count} calls cannot be told`, device.setting.name);
    const entries = device.blackBox.latest(count);
    if (entries.length === 0) throw new DevFailed('API_BlackBoxEmpty', 'Nobody called', device.setting.name);
    return (writer) => writer.strings(entries);
  },
};

function textAttribute(name: string, textOf: (device: ServedDevice) => string): Operations[string] {
  return (device, _, caller) => {
    device.blackBox.record(`Attribute ${name}`, caller);
    return (writer) => writer.string(textOf(device));
  };
}

function infoOf({ class: { name }, setting }: ServedDevice): DeviceInfo {
  return {
    class: name,
    server: setting.server,
    host: setting.host,
    serverVersion: setting.idl,
    docUrl: 'Doc URL = http://www.tango-controls.org',
    type: 'Uninitialised',
    versions: new Map([['devgen', 'simulation']]),
  };
}
