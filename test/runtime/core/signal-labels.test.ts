import { goodReading, type Reading, type SignalSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { mocked, mode } from './mocked-signal.ts';

async function take(iterator: AsyncIterator<Reading>): Promise<Reading> {
  const result = await iterator.next();
  if (result.done) throw new Error('the observation ended');
  return result.value;
}

describe('labels', () => {
  it('never delivers one that the class does not declare', async () => {
    const { x, hand } = await mocked(mode);
    const readings = x.observe();
    expect(await take(readings)).toMatchObject({ ok: true, value: 'Idle' });
    hand.set('Fault');
    expect(await take(readings)).toMatchObject({
      ok: false,
      severity: 'invalid',
      error: { code: 'VALUE.LABEL_UNKNOWN', actual: 'Fault' },
    });
    await expect(x.get()).rejects.toThrow('expected one of "Idle", "Run", got "Fault"');
    hand.set('Run');
    expect(await x.get()).toBe('Run');
    await readings.return?.();
  });

  it('are checked inside arrays, images, tables, structs and unions', async () => {
    const labels = ['A', 'B'];
    const cases: [SignalSpec, unknown][] = [
      [{ kind: 'r', source: 's', type: 'enum[]', labels }, ['A', 'X']],
      [
        { kind: 'r', source: 's', type: 'enum[][]', labels },
        { shape: [1, 2], data: ['X', 'A'] },
      ],
      [{ kind: 'r', source: 's', type: 'table', fields: [{ name: 'c', type: 'enum[]', labels }] }, { c: ['A', 'X'] }],
      [{ kind: 'r', source: 's', type: 'struct', fields: [{ name: 'c', type: 'enum', labels }] }, { c: 'X' }],
      [{ kind: 'r', source: 's', type: 'struct[]', fields: [{ name: 'c', type: 'enum', labels }] }, [null, { c: 'X' }]],
      [
        { kind: 'r', source: 's', type: 'union', fields: [{ name: 'c', type: 'enum', labels }] },
        { kind: 'c', value: 'X' },
      ],
    ];
    for (const [spec, value] of cases) {
      const { x, hand } = await mocked(spec);
      hand.set(goodReading(value));
      await expect(x.get(), spec.type).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN', actual: 'X' });
    }
  });

  it('are checked in a setpoint', async () => {
    const { x } = await mocked(mode);
    const { backend } = x[slot].binding as unknown as { backend: { setpoint: () => Promise<unknown> } };
    backend.setpoint = async () => 'Fault';
    await expect(x.setpoint()).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
  });
});
