import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Camera } from '../../../src/sim/epics/demo/camera.ts';
import { Facility } from '../../../src/sim/epics/facility/facility.ts';
import { Motor } from '../../../src/sim/epics/motor/motor.ts';
import { IocRecord } from '../../../src/sim/epics/record/ioc-record.ts';
import { recordType } from '../../../src/sim/epics/record/record-types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passes = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(1000 * seconds);

/** Whether it was done yet, each time that one looks. */
function watched(done: void | Promise<void>): () => boolean {
  let isDone = done === undefined;
  void Promise.resolve(done).then(() => (isDone = true));
  return () => isDone;
}

describe('a motor record', () => {
  let motor: Motor;
  beforeEach(() => {
    motor = new Motor('M', { description: 'An axis', units: 'mm', low: -50, high: 50, velocity: 10 });
  });
  afterEach(() => motor.close());

  const fields = (...names: readonly string[]): readonly unknown[] => names.map((name) => motor.record.get(name));

  it('tells where it is on its way, and a put is done when it is there', async () => {
    const seen: unknown[] = [];
    motor.record.subscribe('RBV', () => seen.push(motor.record.get('RBV')));
    const isDone = watched(motor.record.put('VAL', 5));
    expect(fields('VAL', 'RBV', 'DMOV', 'MOVN', 'TDIR')).toEqual([5, 0, 0, 1, 1]);
    await passes(0.25);
    expect([isDone(), ...fields('RBV', 'DMOV')]).toEqual([false, 2, 0]);
    await passes(0.25);
    expect([isDone(), ...fields('RBV', 'RRBV', 'DMOV', 'MOVN')]).toEqual([true, 5, 5000, 1, 0]);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes nowhere beyond its limits, and says so', () => {
    expect(motor.record.put('VAL', 51)).toBeUndefined();
    expect(fields('VAL', 'LVIO', 'DMOV')).toEqual([0, 1, 1]);
    void motor.record.put('HLM', 60);
    void motor.record.put('VAL', 51);
    expect(fields('VAL', 'LVIO', 'DMOV', 'DHLM')).toEqual([51, 0, 0, 60]);
  });

  it('is stopped where it is, which ends every put', async () => {
    const puts = [motor.record.put('VAL', 20), motor.record.put('VAL', 30)].map(watched);
    await passes(1);
    expect(puts.map((isDone) => isDone())).toEqual([false, false]);
    void motor.record.put('STOP', 1);
    await passes(0);
    expect(puts.map((isDone) => isDone())).toEqual([true, true]);
    expect(fields('VAL', 'RBV', 'DMOV', 'STOP')).toEqual([10, 10, 1, 0]);
  });

  it('is tweaked, jogged, sent home and called somewhere else', async () => {
    void motor.record.put('TWV', 2);
    void motor.record.put('TWF', 1);
    await passes(1);
    expect(fields('VAL', 'RBV', 'TWF')).toEqual([2, 2, 0]);
    void motor.record.put('RLV', -1);
    await passes(1);
    expect(fields('RBV', 'RLV')).toEqual([1, 0]);
    void motor.record.put('JOGR', 1);
    await passes(0.5);
    void motor.record.put('JOGR', 0);
    expect(fields('RBV', 'DMOV')).toEqual([-4, 1]);
    void motor.record.put('HOMF', 1);
    await passes(1);
    expect(fields('RBV', 'HOMF')).toEqual([0, 0]);
    void motor.record.put('SET', 'Set');
    void motor.record.put('VAL', 7);
    expect(fields('VAL', 'RBV', 'DMOV')).toEqual([7, 7, 1]);
  });

  it('travels with a velocity that may change on the way', async () => {
    void motor.record.put('VAL', 20);
    await passes(1);
    void motor.record.put('VELO', 5);
    await passes(1);
    expect(fields('RBV')).toEqual([15]);
  });
});

describe('a camera', () => {
  let facility: Facility;
  beforeEach(() => {
    facility = new Facility();
    new Camera(facility, 'C:').serve();
  });
  afterEach(() => facility.close());

  const record = (name: string): IocRecord => facility.find(`C:${name}`)!.record;

  it('takes as many frames as it is told to, and is done then', async () => {
    void record('ImageMode').put('VAL', 'Multiple');
    void record('NumImages').put('VAL', 3);
    void record('AcquireTime').put('VAL', 0.1);
    const isDone = watched(record('Acquire').put('VAL', 'Acquire'));
    await passes(0.25);
    expect([isDone(), record('ArrayCounter_RBV').get('VAL'), record('DetectorState_RBV').get('VAL')]).toEqual([
      false,
      2,
      1,
    ]);
    await passes(0.1);
    expect([isDone(), record('ArrayCounter_RBV').get('VAL'), record('DetectorState_RBV').get('VAL')]).toEqual([
      true,
      3,
      0,
    ]);
    expect(record('Acquire').get('VAL')).toBe(0);
  });

  it('goes on until it is stopped', async () => {
    void record('ImageMode').put('VAL', 'Continuous');
    void record('AcquireTime').put('VAL', 0.1);
    const isDone = watched(record('Acquire').put('VAL', 1));
    await passes(5);
    expect(isDone()).toBe(false);
    void record('Acquire').put('VAL', 0);
    await passes(1);
    expect([isDone(), record('ArrayCounter_RBV').get('VAL')]).toEqual([true, 50]);
  });
});

describe('records', () => {
  it('are processed as often as their SCAN says, and no more when nobody scans', async () => {
    const facility = new Facility();
    let reads = 0;
    const read = (): number => (reads += 1);
    facility.add(new IocRecord(recordType('ai'), 'R', { SCAN: '.5 second' }, { read }));
    await passes(2);
    expect(reads).toBe(1 + 4);
    void facility.find('R')!.record.put('SCAN', 'Passive');
    await passes(2);
    expect(reads).toBe(5);
    facility.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that are written while they are being written are so once more, with the latest', async () => {
    const written: unknown[] = [];
    const write = async (value: unknown): Promise<void> => {
      await passes(0);
      written.push(value);
    };
    const record = new IocRecord(recordType('ao'), 'W', {}, { write });
    const puts = [1, 2, 3].map((value) => record.put('VAL', value));
    await Promise.all(puts);
    expect(written).toEqual([1, 3]);
  });

  it('that fail to write say so by their alarm', async () => {
    const record = new IocRecord(recordType('ao'), 'W', {}, { write: () => Promise.reject(new Error('no')) });
    await record.put('VAL', 1);
    expect([record.get('SEVR'), record.choices('STAT')[record.number('STAT')]]).toEqual([3, 'WRITE']);
  });
});
