import { DevgenError } from '@devgen/runtime';
import * as fc from 'fast-check';
import type { PulledDevice, PulledSource } from '../../../src/model/merge/pulled.ts';
import { described, type DeviceFacts, type Facts, listed, r, rw } from '../pulled-source.ts';

/** How a device is when it is pulled. */
export type Fate = { readonly interface: number } | 'dead' | 'off' | 'deleted';
/** What becomes of one before a pull; `back` is as it was last seen. */
export type Change = Fate | 'back';

/** A change of the facility, and then a pull of some of it. */
export interface Step {
  readonly changes: readonly (readonly [device: number, change: Change])[];
  /** An interface that all devices have first that answer. */
  readonly upgrade?: number | undefined;
  /** The devices that the pull covers, by number; `undefined` is all. */
  readonly only: readonly number[] | undefined;
  /** What a person does after it: gives the n-th class another name, or prunes. */
  readonly after?: { readonly rename: number } | 'prune' | undefined;
}

export const DEVICES = 14;
const INTERFACES = 13;
/** Two classes whose names ask for the same, so that they take names from each other; the first has many shapes. */
const IDS = ['tango:MyMotor', 'tango:my_motor'] as const;

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ interface: fc.nat(INTERFACES - 1) }) },
  { weight: 2, arbitrary: fc.constant('dead' as const) },
  { weight: 1, arbitrary: fc.constant('off' as const) },
  { weight: 2, arbitrary: fc.constant('deleted' as const) },
);
const numbers = fc.subarray(Array.from({ length: DEVICES }, (_, at) => at));
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: fate },
  { weight: 1, arbitrary: fc.constant('back' as const) },
);
const step: fc.Arbitrary<Step> = fc.record({
  changes: fc.array(fc.tuple(fc.nat(DEVICES - 1), change), { maxLength: 6 }),
  upgrade: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(INTERFACES - 1) }),
  only: fc.option(numbers, { nil: undefined, freq: 2 }),
  after: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ rename: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.constant('prune' as const) },
  ),
});
/** A facility, and what two people pull of it who each changed some devices. */
export const branches: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.array(fc.tuple(fc.nat(DEVICES - 1), fate), { minLength: 2, maxLength: 12 }), { minLength: 3, maxLength: 3 })
  .map((all) => all.map((changes) => ({ changes, only: undefined })));

/** A facility in full, and what happens to it then. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.array(fate, { minLength: DEVICES, maxLength: DEVICES }), fc.array(step, { minLength: 5, maxLength: 10 }))
  .map(([first, steps]) => [{ changes: [...first.entries()], only: undefined }, ...steps]);

export function nameOf(device: number): string {
  return `m/${String(device).padStart(2, '0')}`;
}

export function idOf(device: number): string {
  return IDS[device % 5 === 0 ? 1 : 0];
}

/** Members that overlap, that disagree in type and access, and that other interfaces do not have. */
export function factsOf(interfaceNumber: number): Facts {
  const n = interfaceNumber;
  const types = ['f64', 'i32', 'str'] as const;
  return {
    position: [r('position', { type: 'f64' }), { units: `u${n % 2}` }],
    [`own-${n}`]: [rw(`own-${n}`, { type: 'f64' })],
    ...(n % 3 === 0 && { value: [rw('value', { type: types[n % 2] ?? 'f64' })] }),
    ...(n % 4 === 0 && { access: [{ kind: n % 8 === 0 ? 'w' : 'r', source: 'access', type: 'bool' }] }),
    ...(n % 5 === 0 && { mode: [rw('mode', { type: 'enum', labels: ['a', `b${n}`] })] }),
    ...(n % 2 === 0 && { 'own()': [{ kind: 'command', source: 'own', ...(n % 4 === 0 && { in: types[n % 3] }) }] }),
  };
}

/** The facility as it is now, by device. */
export type Facility = Map<number, Fate>;

export function seen(facility: Facility, only: Step['only'], order: 'asked' | 'reversed' = 'asked'): PulledSource {
  const all = [...facility].filter(([, of]) => of !== 'deleted');
  const asked = all.filter(([device, of]) => of !== 'off' && (only?.includes(device) ?? true));
  const source = {
    name: 'db',
    kind: 'tango',
    listed: all.map(([device, of]) => ({ ...listed(deviceOf(device, of)), running: of !== 'off' })),
    described: asked.map(([device, of]): PulledDevice => {
      if (typeof of === 'object') return described(deviceOf(device, of));
      return {
        ok: false,
        found: listed(deviceOf(device, of)),
        error: new DevgenError('no', { code: 'CONNECT.FAILED' }),
      };
    }),
  };
  if (order === 'asked') return source;
  return { ...source, listed: source.listed.toReversed(), described: source.described.toReversed() };
}

function deviceOf(device: number, of: Fate): DeviceFacts {
  return { device: nameOf(device), id: idOf(device), members: typeof of === 'object' ? factsOf(of.interface) : {} };
}
