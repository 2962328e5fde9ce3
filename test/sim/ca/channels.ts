import { Facility } from '../../../src/sim/epics/facility/facility.ts';
import { IocRecord } from '../../../src/sim/epics/record/ioc-record.ts';
import { recordType } from '../../../src/sim/epics/record/record-types.ts';
import { waveform } from '../../../src/sim/epics/record/types/waveform.ts';

/** Records of a test; `SLOW` is put when `finish` is called. */
export function makeFacility(): { readonly facility: Facility; readonly finish: () => void } {
  const facility = new Facility();
  const waiting: (() => void)[] = [];
  const write = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  facility.add(
    new IocRecord(recordType('ao'), 'NUMBER', { VAL: 1.5, EGU: 'mm', PREC: 2 }),
    new IocRecord(recordType('mbbo'), 'MODE', { VAL: 1, ZRST: 'Off', ONST: 'On' }),
    new IocRecord(recordType('stringout'), 'TEXT', { VAL: '12' }),
    new IocRecord(recordType('lso'), 'LONG', { VAL: 'l'.repeat(100) }),
    new IocRecord(waveform('DOUBLE'), 'WAVE', { NELM: 100_000, VAL: [1, 2, 3] }),
    new IocRecord(recordType('ao'), 'FIXED', { VAL: 1 }, { isReadOnly: true }),
    new IocRecord(recordType('ao'), 'SLOW', { VAL: 1 }, { write }),
  );
  return { facility, finish: () => waiting.shift()?.() };
}
