import type { Operations } from './operation.ts';

/** What CORBA asks of every object. */
export const objectOperations: Operations = {
  _is_a(device, parameters) {
    const id = parameters.string();
    const version = /^IDL:Tango\/Device(?:_(\d+))?:1\.0$/.exec(id);
    const isOne = version === null ? id === 'IDL:omg.org/CORBA/Object:1.0' : isVersion(version[1], device.setting.idl);
    return (writer) => writer.bool(isOne);
  },
  _non_existent: () => (writer) => writer.bool(false),
};

/** Each version of the interface is derived from the one before. */
function isVersion(digits: string | undefined, idl: number): boolean {
  const version = Number(digits ?? 1);
  return version >= 1 && version <= idl && digits !== '1';
}
