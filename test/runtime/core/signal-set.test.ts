import { DevgenError, pendingWaits } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { mocked, mode } from './mocked-signal.ts';

describe('set', () => {
  it('checks type and label before anything is sent', async () => {
    const { x, connector } = await mocked(mode);
    await expect(x.set('Fault')).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN', member: 'dev.x' });
    await expect(x.set(1)).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    expect(connector.log).toEqual([]);
    await x.set('Run');
    expect(connector.log).toEqual([{ address: 'dev/1', member: 'mode', value: 'Run' }]);
  });

  it('times out naming member and source, is sent once, and leaves no wait behind', async () => {
    const { x, hand } = await mocked();
    hand.hold();
    const set = x.set(5, { deadline: 20 });
    expect(pendingWaits()).toMatchObject([{ name: 'dev.x', source: 'mock://dev/1/ampli', what: 'set' }]);
    const [wait] = pendingWaits();
    expect(wait!.deadline - wait!.since).toBe(20);
    await expect(set).rejects.toMatchObject({ code: 'CALL.TIMEOUT', member: 'dev.x', source: 'mock://dev/1/ampli' });
    await expect(set).rejects.toThrow('dev.x (mock://dev/1/ampli): set: no answer within 20 ms');
    expect(hand.puts).toEqual([5]);
    expect(pendingWaits()).toEqual([]);
    expect(await x.get()).toBe(0);
  });

  it('is aborted by the caller, before or while it runs', async () => {
    const { x, hand } = await mocked();
    await expect(x.set(1, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CALL.ABORTED' });
    expect(hand.puts).toEqual([]);
    hand.hold();
    const controller = new AbortController();
    const set = x.set(2, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(set).rejects.toMatchObject({ code: 'CALL.ABORTED', member: 'dev.x' });
  });

  it('wraps a foreign error and keeps it as the cause', async () => {
    const { x, hand } = await mocked();
    const error = new Error('no such luck');
    hand.fail(error);
    await expect(x.set(1)).rejects.toMatchObject({ code: 'CALL.FAILED', member: 'dev.x', cause: error });
  });

  it('ends on dispose with the reason given', async () => {
    const { x, hand } = await mocked();
    hand.hold();
    const set = x.set(1);
    x[slot].dispose(new DevgenError('dev/1 was disposed', { code: 'LINK.CLOSED' }));
    await expect(set).rejects.toMatchObject({ code: 'LINK.CLOSED', member: 'dev.x' });
  });
});

describe('a kind', () => {
  it('rejects what it cannot do', async () => {
    const readonly = await mocked({ kind: 'r', source: 'a', type: 'f64' });
    await expect(readonly.x.set(1)).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    await expect(readonly.x.setpoint()).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    const writeonly = await mocked({ kind: 'w', source: 'a', type: 'f64' });
    await expect(writeonly.x.get()).rejects.toThrow('cannot be read: its kind is w');
    await expect(writeonly.x.observe().next()).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    await writeonly.x.set(1);
    expect(writeonly.hand.puts).toEqual([1]);
  });
});
