import {
  badReading,
  DevgenError,
  getMany,
  goodReading,
  type Link,
  mock,
  mockOf,
  pendingWaits,
  type SignalSpec,
} from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { createSignal } from '../../../src/runtime/core/signal/signal.ts';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { openMembers } from './bound-member.ts';

const number: SignalSpec = { kind: 'rw', source: 'a', type: 'f64' };
const mode: SignalSpec = { kind: 'rw', source: 'm', type: 'enum', labels: ['Idle', 'Run'] };

async function opened(address: string) {
  const { signal, link } = await openMembers(mock(), { a: number, b: { ...number, source: 'b' }, m: mode }, address);
  const asked: number[] = [];
  const ask = link.getMany.bind(link);
  link.getMany = (of, io) => (asked.push(of.length), ask(of, io));
  return { a: signal('a'), b: signal('b'), m: signal('m'), link, asked };
}

describe('getMany', () => {
  it('asks each link once and keeps the order', async () => {
    const [one, two] = [await opened('one'), await opened('two')];
    mockOf(one.a).set(1);
    mockOf(two.a).set(2);
    const readings = await getMany([one.a, two.a, one.b, two.m]);
    expect(readings.map((reading) => reading.ok && reading.value)).toEqual([1, 2, 0, 'Idle']);
    expect([one.asked, two.asked]).toEqual([[2], [2]]);
  });

  it('takes what is observed from its last event', async () => {
    const one = await opened('one');
    const readings = one.a.observe();
    await readings.next();
    expect(await getMany([one.a])).toMatchObject([{ ok: true, value: 0 }]);
    expect(one.asked).toEqual([]);
    expect(await getMany([one.a], { fresh: true })).toMatchObject([{ ok: true }]);
    expect(one.asked).toEqual([1]);
    await readings.return?.();
  });

  it('gives each member its own error and never rejects', async () => {
    const one = await opened('one');
    const failed = createSignal(number, 'failed', 'x');
    failed[slot].binding = { state: 'failed', error: new DevgenError('no', { code: 'MEMBER.TYPE' }) };
    mockOf(one.m).set('Fault');
    mockOf(one.b).set(badReading(new DevgenError('broken', { code: 'CALL.FAILED' })));
    const readings = await getMany([createSignal(number, 'new', 'y'), failed, one.m, one.b, one.a]);
    const outcomes = readings.map((reading) => (reading.ok ? reading.value : reading.error.code));
    expect(outcomes).toEqual(['NOT_CONNECTED', 'MEMBER.TYPE', 'VALUE.LABEL_UNKNOWN', 'CALL.FAILED', 0]);
  });

  it('lets a link that does not answer delay nobody else', async () => {
    const [dead, alive] = [await opened('dead'), await opened('alive')];
    dead.link.getMany = (): ReturnType<Link['getMany']> => new Promise(() => {});
    const pending = getMany([dead.a, alive.a, dead.b], { deadline: 20 });
    expect(pendingWaits().map(({ name }) => name)).toEqual(['dev.a and 1 more', 'dev.a']);
    const [first, second, third] = await pending;
    expect(first).toMatchObject({
      ok: false,
      error: { code: 'CALL.TIMEOUT', member: 'dev.a', source: 'mock://dead/a' },
    });
    expect(second).toMatchObject({ ok: true });
    expect(third).toMatchObject({ ok: false, error: { code: 'CALL.TIMEOUT', member: 'dev.b' } });
    expect(pendingWaits()).toEqual([]);
  });

  it('tells of an answer that is too short', async () => {
    const one = await opened('one');
    one.link.getMany = async () => [goodReading(1)];
    expect(await getMany([one.a, one.b])).toMatchObject([
      { ok: true, value: 1 },
      { ok: false, error: { code: 'CALL.FAILED' } },
    ]);
  });
});
