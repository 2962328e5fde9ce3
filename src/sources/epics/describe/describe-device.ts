import type { Io, Live } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import { type DevicePlan, type PartPlan, type PlanMember, pvsOf, recordsOf } from '../plan/plan.ts';
import { withAccess } from '../grouping/part-plan.ts';
import { type Direction, directionOf, wantedFields } from '../records/direction.ts';
import { namesText } from '../names-text.ts';
import type { Shown, Wire } from '../wire/wire.ts';
import { deviceLive, type Facts } from './device-live.ts';

export interface DescribedDevice {
  readonly live: Live;
  readonly names: ReadonlyMap<string, string>;
  readonly doc?: string;
  /** PVs that its server says it does not have. */
  readonly problems: readonly DevgenError[];
}

/** What the fields of a record are that stand for units and digits of others. */
const OF_RECORD = ['EGU', 'PREC'];

/** Asks for the types and metadata of all PVs of a device. Rejects when one does not answer that should. */
export async function describeDevice(
  wire: Wire,
  plan: DevicePlan,
  recordTypes: ReadonlyMap<string, string>,
  io: Io,
): Promise<DescribedDevice> {
  const pvs = pvsOf(plan).filter((pv) => !pv.endsWith('.PROC'));
  const records = recordsOf(plan).flatMap(({ prefix }) => OF_RECORD.map((field) => `${prefix}.${field}`));
  const ofRecords = pvs.flatMap((pv) => wantedFields(recordTypes.get(pv) ?? '').map((field) => `${pv}.${field}`));
  const { texts } = plan;
  const texting = new Set(pvs.filter((pv) => texts?.has(pv.slice(pv.lastIndexOf(':') + 1))));
  const [shown, fields] = await Promise.all([
    wire.describe(pvs, texting, io),
    wire.fields([...records, ...ofRecords], io),
  ]);
  const facts = { shown, fields };
  const problems = await missing(wire, plan, shown, io);
  const directed = withDirections(plan, (pv) => direction(pv, recordTypes.get(pv), facts));
  const { live, names } = deviceLive({ ...plan, ...directed }, facts);
  if (Object.keys(live.spec.members).length === 0) throw nothing(plan);
  return { live, names, ...(plan.description !== undefined && { doc: plan.description }), problems };
}

function direction(pv: string, recordType: string | undefined, { shown, fields }: Facts): Direction {
  if (recordType === undefined) return directionOfShown(shown.get(pv));
  const text = (field: string): { readonly [key: string]: string } => {
    const value = fields.get(`${pv}.${field}`);
    return typeof value === 'string' ? { [field.toLowerCase()]: value } : {};
  };
  const high = fields.get(`${pv}.HIGH`);
  return directionOf({
    type: recordType,
    ...text('DTYP'),
    ...text('ZNAM'),
    ...(typeof high === 'number' && { high }),
  });
}

/** Of what is no record nobody knows: images are looked at, everything else may be tried to be set. */
function directionOfShown(shown: Shown | undefined): Direction {
  return shown?.ok === true && (shown.spec.type === 'ndarray' || !shown.isWritable) ? 'r' : 'rw';
}

function withDirections(plan: PartPlan, directionAt: (pv: string) => Direction): PartPlan {
  const directed = (member: PlanMember): PlanMember => {
    switch (member.kind) {
      case 'pv':
        return withAccess(member.pv, member.name, directionAt(member.pv));
      case 'block':
        return { ...member, of: withDirections(member.of, directionAt) };
      case 'vector':
        return {
          ...member,
          elements: new Map(Array.from(member.elements, ([key, of]) => [key, withDirections(of, directionAt)])),
        };
      default:
        return member;
    }
  };
  return { ...plan, members: plan.members.map(directed) };
}

/** What its server does not have is left out and told; anything else that does not answer may be back tomorrow. */
async function missing(
  wire: Wire,
  plan: DevicePlan,
  shown: ReadonlyMap<string, Shown>,
  io: Io,
): Promise<readonly DevgenError[]> {
  const failed = new Map([...shown].flatMap(([pv, each]) => (each.ok ? [] : [[pv, each.error] as const])));
  if (failed.size === 0) return [];
  const lacking = new Set(await wire.lacks([...failed.keys()], plan.server ?? '', io));
  const [silent] = [...failed].filter(([pv]) => !lacking.has(pv));
  if (silent !== undefined)
    throw silentError(
      plan,
      [...failed.keys()].filter((pv) => !lacking.has(pv)),
      shown.size,
      silent[1],
    );
  return [lackingError(plan, [...lacking])];
}

function silentError({ prefix }: PartPlan, pvs: readonly string[], all: number, first: DevgenError): DevgenError {
  return new DevgenError(`${pvs.length} of ${all} PVs do not answer: ${namesText(pvs)} (${first.message})`, {
    code: first.code,
    about: prefix,
    device: prefix,
    source: first.source,
    hint: first.hint,
    cause: first,
  });
}

function lackingError({ prefix, server = '' }: DevicePlan, pvs: readonly string[]): DevgenError {
  return new DevgenError(`left out, as ${server} does not have them: ${namesText(pvs)}`, {
    code: 'PVA.NOT_FOUND',
    about: prefix,
    device: prefix,
    hint: 'Correct the PVI of the IOC, or load the records.',
  });
}

function nothing({ prefix }: PartPlan): DevgenError {
  return new DevgenError('none of its PVs is there', {
    code: 'PVA.NOT_FOUND',
    about: prefix,
    device: prefix,
    hint: 'Is its IOC running? devgen sources tells about servers.',
  });
}
