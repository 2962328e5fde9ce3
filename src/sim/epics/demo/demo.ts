import { Facility } from '../facility/facility.ts';
import { type PviEntries, PviPv } from '../pva/pvi.ts';
import { IocRecord } from '../record/ioc-record.ts';
import { recordType } from '../record/record-types.ts';
import { addAxis } from './axis.ts';
import { Camera } from './camera.ts';
import { addThermostat } from './thermostat.ts';

/** Begins every PV of the demo facility. */
const PREFIX = 'SIM:';

/** The demo facility: two motors, a temperature controller with zones and a camera, and a PVI tree over all of it. */
export function makeDemo(): Facility {
  const facility = new Facility();
  addAxis(facility, `${PREFIX}Motor1`, 'Slit, inner blade');
  addAxis(facility, `${PREFIX}Motor2`, 'Slit, outer blade');
  addThermostat(facility, `${PREFIX}Thermostat:`);
  new Camera(facility, `${PREFIX}Camera:`).serve();
  facility.addStructure(`${PREFIX}PVI`, treeOf(['Motor1', 'Motor2', 'Thermostat', 'Camera']));
  return facility;
}

/**
 * The same after an upgrade: the temperature controller has a mode Auto and no Power any more, its Cycles are a
 * longin; the camera has a CoolerTemperature_RBV; SIM:Motor3 is new.
 */
export function upgradeDemo(facility: Facility): void {
  const temperature = `${PREFIX}Thermostat:`;
  for (const mode of ['Mode', 'Mode_RBV']) void facility.find(`${temperature}${mode}`)?.record.put('THST', 'Auto');
  facility.remove(`${temperature}Power`);
  facility.remove(`${temperature}Cycles`);
  facility.add(new IocRecord(recordType('longin'), `${temperature}Cycles`, { VAL: 0, DESC: 'Since the upgrade' }));
  changeNode(facility, `${temperature}PVI`, ({ power: _gone, ...others }) => others);

  const cooler = `${PREFIX}Camera:CoolerTemperature_RBV`;
  const fields = { VAL: -20, DESC: 'Of the sensor', EGU: 'C', PREC: 1 };
  facility.add(new IocRecord(recordType('ai'), cooler, fields));
  changeNode(facility, `${PREFIX}Camera:PVI`, (entries) => ({ ...entries, cooler_temperature: { r: cooler } }));

  addAxis(facility, `${PREFIX}Motor3`, 'Sample, across the beam');
  facility.replaceStructure(`${PREFIX}PVI`, treeOf(['Motor1', 'Motor2', 'Motor3', 'Thermostat', 'Camera']));
}

function treeOf(devices: readonly string[]): PviPv {
  const entries = devices.map((device) => [device.toLowerCase(), { d: `${PREFIX}${device}:PVI` }] as const);
  return new PviPv('The demo facility', Object.fromEntries(entries));
}

function changeNode(facility: Facility, name: string, change: (entries: PviEntries) => PviEntries): void {
  const node = facility.pv(name);
  if (!(node instanceof PviPv)) throw new Error(`${name} is no node of the tree.`);
  facility.replaceStructure(name, new PviPv(node.description, change(node.entries)));
}
