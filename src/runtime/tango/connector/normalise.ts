import type { Meta } from '../../core/contract/meta.ts';
import type { Live } from '../../core/contract/seam.ts';
import type { CommandSpec, MemberSpec, SignalSpec, ValueSpec, ValueType } from '../../core/contract/spec.ts';
import type { AttributeConfig, CommandInfo } from '../client/types.ts';
import { attributeMeta, commandMeta, specified } from './attribute-meta.ts';
import { attributeType, commandType, type Typed } from './value-types.ts';
import { foldName, wireKey } from './wire-key.ts';

/** Commands that every device has beside an attribute of the same name and meaning. */
const ATTRIBUTES_TOO: readonly string[] = ['state', 'status'];

/** What a device answered to the two calls of introspection, and the class that the database gives it. */
export interface Introspection {
  readonly class: string;
  readonly attributes: readonly AttributeConfig[];
  readonly commands: readonly CommandInfo[];
}

/** A device in the vocabulary of specs: the one form that pull, connect and every check compare. */
export function normalise(device: Introspection): Live {
  const members = emptyRecord<MemberSpec>();
  const meta = new Map<string, Meta>();
  for (const config of device.attributes) {
    const key = wireKey(config.name, 'signal');
    if (meta.has(key)) continue;
    const typed = attributeType(config);
    members[key] = attributeSpec(config, typed);
    meta.set(key, attributeMeta(config, typed));
  }
  for (const info of device.commands) {
    const key = wireKey(info.name, 'command');
    const name = wireKey(info.name, 'signal');
    if (meta.has(key) || (ATTRIBUTES_TOO.includes(name) && meta.has(name))) continue;
    const argument = commandType(info.inType);
    const result = commandType(info.outType);
    members[key] = commandSpec(info, argument, result);
    meta.set(key, commandMeta(info, caveats(argument, result)));
  }
  return { spec: { id: `tango:${device.class}`, members }, meta };
}

function attributeSpec(config: AttributeConfig, typed: Typed): SignalSpec {
  const units = specified(config.unit);
  return {
    ...accessOf(config),
    source: config.name,
    ...typed.spec,
    ...(units === undefined ? {} : { units }),
  };
}

function accessOf({ name, writable, writableAttrName }: AttributeConfig): Pick<SignalSpec, 'kind' | 'write'> {
  if (writable === 'READ_WRITE') return { kind: 'rw' };
  if (writable === 'WRITE') return { kind: 'w' };
  // READ_WITH_WRITE refuses writes of its own: it only shows the set value of another attribute, which takes them.
  const other = writable === 'READ_WITH_WRITE' && foldName(writableAttrName) !== 'none' ? writableAttrName : '';
  return other === '' || foldName(other) === foldName(name) ? { kind: 'r' } : { kind: 'rw', write: other };
}

function commandSpec(info: CommandInfo, argument: Typed | undefined, result: Typed | undefined): CommandSpec {
  return {
    kind: 'command',
    source: info.name,
    ...(argument === undefined ? {} : { in: brief(argument.spec) }),
    ...(result === undefined ? {} : { out: brief(result.spec) }),
  };
}

/** The word alone where it says all. */
function brief(spec: ValueSpec): ValueType | ValueSpec {
  return spec.labels === undefined && spec.fields === undefined ? spec.type : spec;
}

function caveats(argument: Typed | undefined, result: Typed | undefined): string[] {
  return [
    ...(argument?.caveat === undefined ? [] : [`argument: ${argument.caveat}`]),
    ...(result?.caveat === undefined ? [] : [`result: ${result.caveat}`]),
  ];
}

/** Names come from the wire: `__proto__` must be a key like any other. */
function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
