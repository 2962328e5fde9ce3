import {
  type CommandSpec,
  isNarrowed,
  onWire,
  type SignalSpec,
  type ValueSpec,
  valueSpecOf,
} from '../contract/spec.ts';
import { elementOf } from '../contract/values.ts';
import type { Direction } from './elements.ts';

/** The member as the wire has it, and all that is inside it. */
export function memberOnWire(spec: SignalSpec | CommandSpec): SignalSpec | CommandSpec {
  if (spec.kind !== 'command') return valueOnWire(spec);
  const { in: argument, out, ...rest } = spec;
  return {
    ...rest,
    ...(argument !== undefined && { in: valueOnWire(valueSpecOf(argument)!) }),
    ...(out !== undefined && { out: valueOnWire(valueSpecOf(out)!) }),
  };
}

export function valueOnWire<S extends ValueSpec>(spec: S): S {
  if (!isNarrowed(spec)) return spec;
  const outer = onWire(spec);
  return outer.fields === undefined ? outer : { ...outer, fields: outer.fields.map(valueOnWire) };
}

/** The value in the other words, whatever of it is narrowed: all of it, some of its fields, or the fields of each. */
export function converted(spec: ValueSpec, value: unknown, direction: Direction): unknown {
  const { wire } = spec;
  if (wire !== undefined) return direction(spec, wire, value);
  if (!isNarrowed(spec)) return value;
  const { element, rank } = elementOf(spec.type);
  if (rank > 0) return Array.isArray(value) ? value.map((one) => composed(spec, element, one, direction)) : value;
  return composed(spec, element, value, direction);
}

function composed({ fields = [] }: ValueSpec, element: string, value: unknown, direction: Direction): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (element === 'union') {
    const { kind, value: held } = value as { readonly kind: unknown; readonly value: unknown };
    const arm = fields.find(({ name }) => name === kind);
    return arm === undefined ? value : { ...value, value: converted(arm, held, direction) };
  }
  const byName = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => {
      const field = byName.get(name);
      return [name, field === undefined ? held : converted(field, held, direction)];
    }),
  );
}
