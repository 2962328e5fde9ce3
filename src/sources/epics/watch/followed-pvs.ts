import type { Plans } from '../plan/make-plans.ts';
import { pvsOf, recordsOf } from '../plan/plan.ts';

/** What is listened to for the sake of devices. */
export interface FollowedPvs {
  readonly pvs: ReadonlyMap<string, 'pvi' | 'pv'>;
  /** By PV. */
  readonly devices: ReadonlyMap<string, readonly string[]>;
}

/** The PVIs that devices were made of, and all of their PVs; of a record that is a device it is the record. */
export function followedPvs({ plans, pvis }: Plans): FollowedPvs {
  const kinds = new Map<string, 'pvi' | 'pv'>();
  const devices = new Map<string, string[]>();
  const add = (pv: string, kind: 'pvi' | 'pv', device: string): void => {
    if (kinds.get(pv) !== 'pvi') kinds.set(pv, kind);
    const of = devices.get(pv);
    if (of === undefined) devices.set(pv, [device]);
    else of.push(device);
  };
  for (const [device, plan] of plans) {
    for (const pv of pvis.get(device) ?? []) add(pv, 'pvi', device);
    for (const pv of new Set([...pvsOf(plan), ...recordsOf(plan).map(({ prefix }) => prefix)])) add(pv, 'pv', device);
  }
  return { pvs: kinds, devices };
}
