import { DevgenError } from '../contract/errors.ts';
import type { DeviceSpec } from '../contract/spec.ts';

const checked = new WeakSet<DeviceSpec>();

/** A generated class never has such a name; one written by hand may. Throws `DEVICE.MEMBER_NAME`, once a spec. */
export function checkMemberNames(spec: DeviceSpec): void {
  if (checked.has(spec)) return;
  for (const name of Object.keys(spec.members)) {
    const ours = name.startsWith('$') && !name.endsWith('_');
    if (!ours && name !== 'then' && !(name in Object.prototype)) continue;
    throw new DevgenError(`${spec.id}: a member cannot be named ${name}`, {
      code: 'DEVICE.MEMBER_NAME',
      member: name,
      hint: `name it ${name}_; its source stays as it is`,
    });
  }
  checked.add(spec);
}
