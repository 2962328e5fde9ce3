import type { Facility } from '../facility/facility.ts';
import { PviPv } from '../pva/pvi.ts';
import { tablePv } from '../pva/table.ts';
import { IocRecord } from '../record/ioc-record.ts';
import { recordType } from '../record/record-types.ts';
import { waveform } from '../record/types/waveform.ts';
import { both, pair, reading } from './pairs.ts';

const ROOM = 20;
/** What a heater of full power heats above the room, in kelvin, and how long it takes, in milliseconds. */
const HEATING = 30;
const INERTIA = 5_000;
const ZONES = 3;

const MODES = { ZRST: 'Off', ONST: 'Heat', TWST: 'Cool' };

/** A temperature controller with zones, as FastCS would serve it. */
export function addThermostat(facility: Facility, prefix: string): void {
  const name = (part: string): string => `${prefix}${part}`;
  const body = new Body();
  let cycles = 0n;
  const mode = pair('mbbo', name('Mode'), { VAL: 1, DESC: 'What it does', ...MODES });
  const setpoint = pair('ao', name('Setpoint'), {
    VAL: 25,
    DESC: 'Where it should be',
    EGU: 'C',
    PREC: 1,
    DRVL: 5,
    DRVH: 50,
    LOPR: 5,
    HOPR: 50,
  });
  const regulate = (): number => {
    cycles += 1n;
    return body.step(mode.set.number('VAL'), setpoint.set.number('VAL'));
  };
  const temperature = reading(
    'ai',
    name('Temperature'),
    {
      ...scanned,
      DESC: 'Where it is',
      EGU: 'C',
      PREC: 2,
      LOPR: 0,
      HOPR: 60,
      HIGH: 45,
      HSV: 'MINOR',
      HIHI: 48,
      HHSV: 'MAJOR',
    },
    regulate,
  );
  const power = reading(
    'ai',
    name('Power'),
    { ...scanned, DESC: 'Of the heater', EGU: 'W', PREC: 1 },
    () => body.power,
  );
  const count = reading('int64in', name('Cycles'), { ...scanned, DESC: 'Since the start' }, () => cycles);
  const history = new IocRecord(
    waveform('DOUBLE'),
    name('History'),
    { ...scanned, SCAN: '1 second', DESC: 'The last temperatures', EGU: 'C', PREC: 2, NELM: 60 },
    { read: () => body.history },
  );
  const reset = new IocRecord(
    recordType('bo'),
    name('Reset'),
    { ZNAM: 'Done', ONAM: 'Reset', DESC: 'Counts from zero again' },
    { write: (value) => void (value !== 0 && (cycles = 0n)) },
  );
  const label = new IocRecord(recordType('lso'), name('Label'), { VAL: 'sample holder', DESC: 'What hangs on it' });
  facility.add(...both(mode), ...both(setpoint), temperature, power, count, history, reset, label);

  const columns = {
    minutes: { dbf: 'DOUBLE', label: 'Duration' },
    target: { dbf: 'DOUBLE', label: 'Target' },
    note: { dbf: 'STRING', label: 'Note' },
  } as const;
  const program = { minutes: [10, 5], target: [30, 20], note: ['warm up', 'cool down'] };
  const shown = tablePv(columns, program);
  facility.addStructure(name('Program_RBV'), shown);
  facility.addStructure(
    name('Program'),
    tablePv(columns, program, (value) => shown.post({ value })),
  );
  addZones(facility, name('Zone:'), body);
  facility.addStructure(
    name('PVI'),
    new PviPv('A temperature controller', {
      mode: { r: name('Mode_RBV'), w: name('Mode') },
      setpoint: { r: name('Setpoint_RBV'), w: name('Setpoint') },
      temperature: { r: name('Temperature') },
      power: { r: name('Power') },
      cycles: { r: name('Cycles') },
      history: { r: name('History') },
      label: { rw: name('Label') },
      program: { r: name('Program_RBV'), w: name('Program') },
      reset: { x: name('Reset') },
      zone: { d: name('Zone:PVI') },
    }),
  );
}

const scanned = { SCAN: '.1 second' };

function addZones(facility: Facility, prefix: string, body: Body): void {
  const numbers = Array.from({ length: ZONES }, (_, index) => index + 1);
  for (const number of numbers) {
    const zone = `${prefix}${number}:`;
    const offset = pair('ao', `${zone}Offset`, { VAL: number / 10, DESC: 'Above the body', EGU: 'K', PREC: 2 });
    const fields = { ...scanned, DESC: `Of zone ${number}`, EGU: 'C', PREC: 2 };
    const temperature = reading('ai', `${zone}Temperature`, fields, () => body.temperature + offset.set.number('VAL'));
    const enabled = pair('bo', `${zone}Enabled`, { VAL: 1, DESC: 'Whether it heats', ZNAM: 'No', ONAM: 'Yes' });
    facility.add(...both(offset), temperature, ...both(enabled));
    facility.addStructure(
      `${zone}PVI`,
      new PviPv(`Zone ${number}`, {
        temperature: { r: temperature.name },
        offset: { r: offset.shown.name, w: offset.set.name },
        enabled: { r: enabled.shown.name, w: enabled.set.name },
      }),
    );
  }
  const entries = numbers.map((number) => [`__${number}`, { d: `${prefix}${number}:PVI` }] as const);
  facility.addStructure(`${prefix}PVI`, new PviPv('The zones', Object.fromEntries(entries)));
}

/** What is heated: it follows its heater slowly. */
class Body {
  temperature = ROOM;
  power = 0;
  history: readonly number[] = [];
  #looked = Date.now();

  /** What a controller of this mode does next; the temperature now. */
  step(mode: number, setpoint: number): number {
    const now = Date.now();
    const share = 1 - Math.exp(-(now - this.#looked) / INERTIA);
    const wanted = mode === 0 ? 0 : (setpoint - ROOM) / HEATING;
    const drive = Math.min(Math.max(wanted, mode === 2 ? -1 : 0), mode === 1 ? 1 : 0);
    this.#looked = now;
    this.power = 100 * Math.abs(drive);
    this.temperature += (ROOM + drive * HEATING - this.temperature) * share;
    this.history = [...this.history, this.temperature].slice(-60);
    return this.temperature;
  }
}
