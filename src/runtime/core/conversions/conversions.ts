import { checkValue, misfitError } from '../value/check-value.ts';
import { type Conversions, needsConversions } from '../contract/conversions.ts';
import { misfitOf, unknownLabel } from '../value/misfit.ts';
import { converted, memberOnWire, valueOnWire } from './composed.ts';
import { fromWire, toWire } from './elements.ts';

/**
 * A link that shows `wire` itself, as a mock's does, has the words of the class: what has no form on the wire is refused
 * there too, and everything else passes as it is.
 */
export const conversions: Conversions = (behind) => {
  let isWire = false;
  behind.asked = (live) => {
    isWire = !needsConversions(live);
    return isWire ? memberOnWire(behind.spec) : behind.spec;
  };
  behind.sent = (spec, value) => {
    checkValue(spec, value, behind);
    if (spec === undefined) return value;
    const wire = converted(spec, value, toWire);
    checkValue(valueOnWire(spec), wire, behind);
    return isWire ? wire : value;
  };
  behind.came = (spec, value) => {
    const typed = isWire ? converted(spec, value, fromWire) : value;
    const misfit = unknownLabel(spec, typed) ?? misfitOf(spec, typed);
    if (misfit !== undefined)
      throw misfitError(misfit, behind, 'the class types it otherwise: `retype` in devgen.yaml');
    return typed;
  };
};
