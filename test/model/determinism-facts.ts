import { MOTOR_FACILITY, PVA_FACILITY } from './facilities/epics.ts';
import { PANDA_FACILITY } from './facilities/panda.ts';
import { tangoTest } from './facilities/tango-test.ts';
import { type DeviceFacts, type Facts, pulledSource, r } from './pulled-source.ts';

/** Names that locales sort, or fold, otherwise than code units do. */
const NAMES = ['ä_b', 'a_b', 'z-b', 'Zb', 'a-b', 'I', 'ı', 'i', 'ö', 'o', '10', '9'];

function members(first: number): Facts {
  return Object.fromEntries(
    NAMES.slice(first).map((name) => [name, [r(name, { type: 'f64' }), { units: `${name}${first}` }]]),
  );
}

export const devices: readonly DeviceFacts[] = [
  ...NAMES.map((name, at) => ({ device: `d/${name}`, id: `tango:${name}`, members: members(at % 3) })),
  ...NAMES.map((name, at) => ({ device: `e/${name}`, id: 'tango:Same', members: members(at % 4) })),
  tangoTest('t/1'),
];
export const sources = [pulledSource('db', 'tango', devices), PANDA_FACILITY, MOTOR_FACILITY, PVA_FACILITY];
