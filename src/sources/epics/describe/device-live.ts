import type { DeviceSpec, Live, MemberSpec, Meta } from '@devgen/runtime';
import type { DevicePlan, PartPlan, PlanMember } from '../plan/plan.ts';
import { partWord } from '../grouping/words.ts';
import { fieldSpec } from '../records/record-table.ts';
import { sameInterface } from './same-interface.ts';
import { relativeSource, vectorSource } from './relative.ts';
import type { Shown } from '../wire/wire.ts';

/** What is known of the PVs of a device. */
export interface Facts {
  readonly shown: ReadonlyMap<string, Shown>;
  /** Fields of records, by `PV.FIELD`. */
  readonly fields: ReadonlyMap<string, string | number>;
}

export interface DeviceLive {
  readonly live: Live;
  /** What members are called, by the path of blocks and the wire key. */
  readonly names: ReadonlyMap<string, string>;
}

const WORLD = 'epics';

/** A device in the vocabulary of specs. PVs of which nothing is known are left out. */
export function deviceLive(plan: DevicePlan, facts: Facts): DeviceLive {
  const builder = new Builder(facts);
  const spec = builder.part(plan, plan.class, '');
  return { live: { spec, meta: builder.meta }, names: builder.names };
}

class Builder {
  readonly meta = new Map<string, Meta>();
  readonly names = new Map<string, string>();
  readonly #facts: Facts;
  /** Parts that were made, in their order: what is alike has the class of the first. */
  readonly #made: DeviceSpec[] = [];

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  part(plan: PartPlan, className: string, path: string): DeviceSpec {
    if (plan.record !== undefined) return this.#record(plan, path);
    const members = Object.create(null) as Record<string, MemberSpec>;
    const put = (spec: MemberSpec, name: string): boolean => {
      if (Object.hasOwn(members, spec.source)) return false;
      members[spec.source] = spec;
      this.names.set(path + spec.source, name);
      return true;
    };
    for (const member of plan.members) this.#member(member, plan, className, path, put);
    return this.#known({ id: `${WORLD}:${className}`, members });
  }

  #member(
    member: PlanMember,
    { prefix }: PartPlan,
    className: string,
    path: string,
    put: (spec: MemberSpec, name: string) => boolean,
  ): void {
    switch (member.kind) {
      case 'command': {
        const shown = this.#facts.shown.get(member.pv);
        // Executing puts 1: a setpoint is not there for that, whatever its PVI says.
        if (shown?.ok === true && /^f\d/.test(shown.spec.type))
          return this.#signal({ ...member, read: member.pv, write: member.pv }, prefix, path, put);
        put({ kind: 'command', source: relativeSource(member.pv, prefix) }, member.name);
        if (shown?.ok === true && shown.meta.description !== undefined)
          this.meta.set(path + relativeSource(member.pv, prefix), { description: shown.meta.description });
        return;
      }
      case 'pv':
        return this.#signal({ ...member, read: member.pv }, prefix, path, put);
      case 'signal':
        return this.#signal(member, prefix, path, put);
      case 'block': {
        const source = relativeSource(member.of.prefix, prefix);
        this.#block(member.name, source, member.of, className, path, put);
        return;
      }
      case 'vector':
        return this.#vector(member.name, member.elements, prefix, className, path, put);
    }
  }

  #signal(
    { name, read, write }: { readonly name: string; readonly read?: string; readonly write?: string },
    prefix: string,
    path: string,
    put: (spec: MemberSpec, name: string) => boolean,
  ): void {
    const shown = this.#facts.shown.get(read ?? write ?? '');
    if (shown?.ok !== true) return;
    const source = relativeSource(read ?? write ?? '', prefix);
    const setpoint = this.#facts.shown.get(write ?? '');
    const isSet = setpoint?.ok === true && setpoint.isWritable;
    const kind = read === undefined ? 'w' : isSet ? 'rw' : 'r';
    const other =
      isSet && read !== undefined && write !== undefined && write !== read
        ? { write: relativeSource(write, prefix) }
        : {};
    const spec: MemberSpec = { kind, source, ...other, ...shown.spec };
    // What may be written is what the setpoint says; the readback may say nothing of it.
    const control = isSet ? setpoint.meta.limits?.control : undefined;
    const limits = control === undefined ? {} : { limits: { ...shown.meta.limits, control } };
    if (put(spec, name)) this.meta.set(path + source, { ...shown.meta, ...limits });
  }

  #block(
    name: string,
    source: string,
    plan: PartPlan,
    className: string,
    path: string,
    put: (spec: MemberSpec, name: string) => boolean,
  ): void {
    // One whose PVs begin as those of the device do is no place of its own.
    if (source === '') {
      for (const member of plan.members) this.#member(member, plan, className, path, put);
      return;
    }
    const of = this.part(plan, `${className}.${partWord(name)}`, `${path}${source}/`);
    if (put({ kind: 'block', source, of }, name)) this.#describe(path + source, plan);
  }

  /** Elements that are not alike, or whose PVs do not tell their numbers, are blocks each. */
  #vector(
    name: string,
    elements: ReadonlyMap<number, PartPlan>,
    prefix: string,
    className: string,
    path: string,
    put: (spec: MemberSpec, name: string) => boolean,
  ): void {
    const source = vectorSource(prefix, new Map(Array.from(elements, ([key, plan]) => [key, plan.prefix])));
    const keys = [...elements.keys()].toSorted((a, b) => a - b);
    const specs = source === undefined ? [] : this.#trial(elements, className, name);
    const [first] = specs;
    if (source === undefined || first === undefined || !specs.every((spec) => sameInterface(spec, first))) {
      for (const [key, plan] of elements)
        this.#block(`${name}${key}`, relativeSource(plan.prefix, prefix), plan, className, path, put);
      return;
    }
    const parts = Array.from(elements, ([key, plan]) =>
      this.part(plan, `${className}.${partWord(name)}`, `${path}${source}/${key}/`),
    );
    put({ kind: 'vector', source, of: parts[0] ?? first, keys }, name);
  }

  /** What the elements would be, without a trace. */
  #trial(elements: ReadonlyMap<number, PartPlan>, className: string, name: string): readonly DeviceSpec[] {
    const builder = new Builder(this.#facts);
    return Array.from(elements.values(), (plan) => builder.part(plan, `${className}.${partWord(name)}`, ''));
  }

  #record({ prefix, record }: PartPlan, path: string): DeviceSpec {
    const members = Object.create(null) as Record<string, MemberSpec>;
    const egu = this.#facts.fields.get(`${prefix}.EGU`);
    const precision = this.#facts.fields.get(`${prefix}.PREC`);
    for (const [field, facts] of record?.fields ?? []) {
      const spec = fieldSpec(field, facts);
      members[spec.source] = spec;
      const isOfRecord = facts.units?.startsWith('$(EGU)') === true;
      const units = facts.units?.replace('$(EGU)', String(egu ?? ''));
      this.names.set(path + spec.source, field);
      this.meta.set(path + spec.source, {
        description: facts.description,
        ...(units !== undefined && (!isOfRecord || (egu ?? '') !== '') && { units }),
        ...(isOfRecord && typeof precision === 'number' && { precision }),
      });
    }
    return { id: `${WORLD}:${record?.class ?? ''}`, members };
  }

  #describe(key: string, { description, record }: PartPlan): void {
    const text = description ?? record?.doc;
    if (text !== undefined) this.meta.set(key, { description: text });
  }

  /** The same class for parts that are alike. */
  #known(spec: DeviceSpec): DeviceSpec {
    const known = this.#made.find((made) => sameInterface(made, spec));
    if (known !== undefined) return { ...spec, id: known.id };
    this.#made.push(spec);
    return spec;
  }
}
