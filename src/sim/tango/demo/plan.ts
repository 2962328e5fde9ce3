import type { FacilityPlan } from '../facility/plan.ts';
import { tangoTest } from './tango-test/tango-test.ts';

/** The demo facility. */
export const demo: FacilityPlan = {
  servers: [{ name: 'TangoTest/test', devices: [{ name: 'sys/tg_test/1', class: tangoTest }] }],
};
