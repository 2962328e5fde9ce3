import type { FindingRule } from '@devgen/runtime';

/**
 * Whether committed code that compiled and connected on the older side still does on the newer one.
 * Of a member, `breaking` is exactly what keeps its device from connecting.
 */
export type Severity = 'breaking' | 'compatible';

/** What two locks can differ in beside what connect compares. */
type LockRule =
  | 'MEMBER_OPTIONAL'
  | 'MEMBER_RENAMED'
  | 'DETAIL'
  | 'CLASS_ADDED'
  | 'CLASS_REMOVED'
  | 'CLASS_RENAMED'
  | 'CLASS_RETIRED'
  | 'CLASS_REVIVED'
  | 'DEVICE_ADDED'
  | 'DEVICE_GONE'
  | 'DEVICE_REMOVED'
  | 'DEVICE_RETURNED'
  | 'DEVICE_MOVED'
  | 'DEVICE_ALIAS';

export type Rule = FindingRule | LockRule;

/** Every rule with what it means, one line for each severity that it can have. `docs/reference/rules.md` prints it. */
export const rules: Readonly<Record<Rule, Readonly<Partial<Record<Severity, string>>>>> = {
  MEMBER_MISSING: { breaking: 'the member is gone, or has another name on the wire' },
  MEMBER_ABSENT: {
    compatible:
      'an optional member is gone: it reads `undefined`, which code handles already; the next pull takes it out of the class',
  },
  MEMBER_EXTRA: { compatible: 'a member is new' },
  MEMBER_KIND: {
    breaking: 'a signal can no longer be read or written, or became a command, a block or a vector, or the reverse',
    compatible: 'a signal that was `r` or `w` is `rw`',
  },
  MEMBER_WRITE: { breaking: 'writes go to another address' },
  MEMBER_TYPE: {
    breaking: 'another type, of a value, a column, or the argument or result of a command',
    compatible: 'what was `unknown` has a type',
  },
  MEMBER_SHAPE: { breaking: 'another number of dimensions' },
  MEMBER_OPTIONAL: {
    breaking: 'a device of the class may lack the member: its type now includes `undefined`',
    compatible: 'every device of the class has the member now',
  },
  MEMBER_RENAMED: { breaking: 'the same member has another name in TypeScript' },
  ENUM_LABELS: { breaking: 'a label is gone, stands elsewhere or has other words: an index means another label' },
  ENUM_LABEL_ADDED: {
    compatible: 'labels follow the known ones; a `switch` over all of them no longer is one',
  },
  FIELDS: { breaking: 'other columns, members or arms, or in another order' },
  VECTOR_KEYS: { breaking: 'a key of the vector is gone', compatible: 'a vector has more keys' },
  UNITS: { compatible: 'another unit, or none any more, of a signal or a column: nothing is converted' },
  DETAIL: { compatible: 'a description, label, limit, first unit or the like: code does not depend on it' },
  CLASS_ADDED: { compatible: 'a class is new' },
  CLASS_REMOVED: { breaking: 'a class is no longer generated: importing it does not compile' },
  CLASS_RENAMED: { breaking: 'the same class of the same devices has another name in TypeScript' },
  CLASS_RETIRED: { compatible: 'no device has the class any more: it is still generated, as deprecated' },
  CLASS_REVIVED: { compatible: 'a retired class has devices again' },
  DEVICE_ADDED: { compatible: 'a device is new' },
  DEVICE_GONE: { breaking: 'the control system no longer lists the device: code that names it does not connect' },
  DEVICE_REMOVED: {
    breaking: 'the device has no entry in the lock any more: code that names it does not compile or connect',
    compatible: 'the entry of a device that was gone already is pruned',
  },
  DEVICE_RETURNED: { compatible: 'a device that was gone is back' },
  DEVICE_MOVED: {
    breaking: 'the device has another class: code that names the old class with this device does not connect',
    compatible: 'the device has another class with all of the old one: code that names the old one still connects',
  },
  DEVICE_ALIAS: {
    breaking: 'an alias is gone or another: code that connects by it finds no device',
    compatible: 'a device that had no alias has one',
  },
};
