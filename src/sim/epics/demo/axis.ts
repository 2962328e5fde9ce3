import type { Facility } from '../facility/facility.ts';
import { Motor } from '../motor/motor.ts';
import { PviPv } from '../pva/pvi.ts';

const TRAVEL = { units: 'mm', low: -50, high: 50, velocity: 5 };

/** A motor record, and a node of the tree for it. */
export function addAxis(facility: Facility, name: string, description: string): void {
  const motor = new Motor(name, { description, ...TRAVEL });
  facility.add(motor.record);
  facility.onClose(() => motor.close());
  facility.addStructure(
    `${name}:PVI`,
    new PviPv('A motor', {
      setpoint: { rw: `${name}.VAL` },
      readback: { r: `${name}.RBV` },
      velocity: { rw: `${name}.VELO` },
      low_limit: { rw: `${name}.LLM` },
      high_limit: { rw: `${name}.HLM` },
      done: { r: `${name}.DMOV` },
      units: { r: `${name}.EGU` },
      motor_stop: { x: `${name}.STOP` },
    }),
  );
}
