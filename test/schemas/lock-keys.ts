import type { Meta, ValueType } from '@devgen/runtime';
import type {
  Ledger,
  LedgerClass,
  Lock,
  LockBlock,
  LockClass,
  LockCommand,
  LockDevice,
  LockField,
  LockLabels,
  LockMember,
  LockSignal,
  LockSource,
  LockValue,
  LockVector,
  MetaPatch,
} from '../../src/model/lock/lock.ts';

/** Each key of a type, and whether it may be absent: the compiler holds a table of this type to the model. */
type Keys<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? 'optional' : 'required';
};
/** What is left out of the text where it is empty. */
type Printed<T extends LockMember> = Omit<T, 'meta' | 'wire' | 'role'> & Partial<Pick<T, 'meta'>>;

const valueKeys: Keys<Omit<LockValue, 'wire'>> = { type: 'required', labels: 'optional', fields: 'optional' };
const memberKeys: Keys<Pick<Printed<LockBlock>, 'source' | 'optional' | 'meta'>> & { readonly kind: 'required' } = {
  source: 'required',
  optional: 'optional',
  meta: 'optional',
  kind: 'required',
};
const metaKeys: Keys<Meta> = {
  label: 'optional',
  description: 'optional',
  units: 'optional',
  precision: 'optional',
  labels: 'optional',
  limits: 'optional',
  rds: 'optional',
  maxShape: 'optional',
  expert: 'optional',
  caveat: 'optional',
};
const patchKeys: Keys<MetaPatch> = metaKeys;
const rangeKeys: Keys<NonNullable<NonNullable<Meta['limits']>['control']>> = { low: 'optional', high: 'optional' };
const rdsKeys: Keys<NonNullable<Meta['rds']>> = { value: 'optional', milliseconds: 'optional' };
const limitKeys: Keys<NonNullable<Meta['limits']>> = {
  control: 'optional',
  display: 'optional',
  warning: 'optional',
  alarm: 'optional',
};
export const lockKeys: Keys<Lock> = {
  sources: 'required',
  classes: 'required',
  labels: 'required',
  ledger: 'required',
};
const ledgerKeys: Keys<Ledger> = { classes: 'required', files: 'required', types: 'required', members: 'required' };
const ledgerClassKeys: Keys<LedgerClass> = { id: 'required', interfaces: 'required', open: 'optional' };
const sourceKeys: Keys<LockSource> = { kind: 'required', devices: 'required' };
const deviceKeys: Keys<LockDevice> = {
  class: 'required',
  alias: 'optional',
  seen: 'optional',
  gone: 'optional',
  details: 'optional',
};
const classKeys: Keys<LockClass> = {
  id: 'required',
  interface: 'required',
  detail: 'required',
  doc: 'optional',
  interfaces: 'optional',
  members: 'required',
};
const signalKeys: Keys<Printed<LockSignal>> = { ...memberKeys, ...valueKeys, write: 'optional' };
const commandKeys: Keys<Printed<LockCommand>> = { ...memberKeys, in: 'optional', out: 'optional' };
const blockKeys: Keys<Printed<LockBlock>> = { ...memberKeys, of: 'required' };
const vectorKeys: Keys<Printed<LockVector>> = { ...memberKeys, of: 'required', keys: 'required' };
const fieldKeys: Keys<Omit<LockField, 'wire'>> = { ...valueKeys, name: 'required', units: 'optional' };
const labelSetKeys: Keys<LockLabels> = { id: 'required', labels: 'required' };

/** By the schema's names of them. */
export const definitionKeys = {
  source: sourceKeys,
  device: deviceKeys,
  class: classKeys,
  signal: signalKeys,
  command: commandKeys,
  block: blockKeys,
  vector: vectorKeys,
  value: valueKeys,
  field: fieldKeys,
  meta: metaKeys,
  metaPatch: patchKeys,
  limits: limitKeys,
  rds: rdsKeys,
  range: rangeKeys,
  labelSet: labelSetKeys,
  ledger: ledgerKeys,
  ledgerClass: ledgerClassKeys,
} as const;

const scalars = ['bool', 'i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64', 'str'] as const;
const elements = [...scalars, 'enum', 'any'] as const;
/** Every type of a value. */
export const types = every([
  ...elements,
  ...elements.map((element) => `${element}[]` as const),
  ...elements.map((element) => `${element}[][]` as const),
  ...(['encoded', 'ndarray', 'table', 'struct', 'struct[]', 'union', 'union[]'] as const),
]);

/** Does not compile where one is missing. */
function every<T extends ValueType>(all: readonly T[] & ([ValueType] extends [T] ? unknown : never)): readonly T[] {
  return all;
}
