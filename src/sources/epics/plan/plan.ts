import type { RecordTable } from '../records/record-table.ts';

/** A device, or a part of it, by the PVs that it is made of; what types they have is not known yet. */
export interface PartPlan {
  /** What its PVs begin with. */
  readonly prefix: string;
  readonly description?: string;
  readonly members: readonly PlanMember[];
  /** Of a record that is a device by itself: its fields. */
  readonly record?: RecordTable;
}

/** `name` is what the member is called; what may be done with a `pv` the record tells. */
export type PlanMember =
  | { readonly kind: 'pv'; readonly name: string; readonly pv: string }
  | { readonly kind: 'signal'; readonly name: string; readonly read?: string; readonly write?: string }
  | { readonly kind: 'command'; readonly name: string; readonly pv: string }
  | { readonly kind: 'block'; readonly name: string; readonly of: PartPlan }
  | { readonly kind: 'vector'; readonly name: string; readonly elements: ReadonlyMap<number, PartPlan> };

export interface DevicePlan extends PartPlan {
  /** The control system's class of it, without the world. */
  readonly class: string;
  readonly server?: string;
  /** The last words of PVs that are texts, where the wire has characters. */
  readonly texts?: ReadonlySet<string>;
}

/** Every PV whose type must be known, each once. */
export function pvsOf(plan: PartPlan): readonly string[] {
  return [...new Set(plan.members.flatMap(memberPvs))];
}

function memberPvs(member: PlanMember): readonly string[] {
  switch (member.kind) {
    case 'signal':
      return [member.read, member.write].filter((pv) => pv !== undefined);
    case 'pv':
      return [member.pv];
    case 'command':
      return [member.pv];
    case 'block':
      return pvsOf(member.of);
    case 'vector':
      return [...member.elements.values()].flatMap(pvsOf);
  }
}

/** The records among its parts. */
export function recordsOf(plan: PartPlan): readonly PartPlan[] {
  if (plan.record !== undefined) return [plan];
  return plan.members.flatMap((member) => {
    if (member.kind === 'block') return recordsOf(member.of);
    return member.kind === 'vector' ? [...member.elements.values()].flatMap(recordsOf) : [];
  });
}
