import { type CommandSpec, mock, mockOf, pendingWaits, softCommand } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { createCommand } from '../../../src/runtime/core/signal/command.ts';
import { openMembers } from './bound-member.ts';

async function mocked(spec: Omit<CommandSpec, 'kind' | 'source'>) {
  const { command } = await openMembers(mock(), { run: { ...spec, kind: 'command', source: 'Run' } });
  const run = command('run');
  return { run, hand: mockOf(run) };
}

describe('a command', () => {
  it('takes no argument and gives no result when both are void', async () => {
    const { run, hand } = await mocked({});
    hand.returns('ignored');
    expect(await run.execute(undefined)).toBeUndefined();
    expect(hand.calls).toEqual([undefined]);
    await expect(run.execute(1)).rejects.toMatchObject({ code: 'VALUE.TYPE', member: 'dev.run' });
    expect(hand.calls.length).toBe(1);
    expect([run.kind, run.in, run.out]).toEqual(['command', undefined, undefined]);
  });

  it('checks its argument and delivers its result', async () => {
    const { run, hand } = await mocked({ in: 'i64', out: 'str' });
    hand.returns((argument: unknown) => `got ${argument}`);
    expect(await run.execute(7n)).toBe('got 7');
    await expect(run.execute(7)).rejects.toThrow(
      'expected a bigint in -9223372036854775808 … 9223372036854775807, got 7',
    );
    expect([run.in, run.out]).toEqual(['i64', 'str']);
  });

  it('answers the zero of its type in a mock', async () => {
    const { run } = await mocked({ out: { type: 'enum', labels: ['Ok', 'Bad'] } });
    expect(await run.execute(undefined)).toBe('Ok');
  });

  it('rejects a result with an unknown label', async () => {
    const { run, hand } = await mocked({ out: { type: 'enum', labels: ['Ok', 'Bad'] } });
    hand.returns('Ugly');
    await expect(run.execute(undefined)).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN', actual: 'Ugly' });
  });

  it('times out, is not repeated, and is listed while it runs', async () => {
    const { run, hand } = await mocked({});
    hand.hold();
    const running = run.execute(undefined, { deadline: 20 });
    expect(pendingWaits()).toMatchObject([{ name: 'dev.run', what: 'execute', source: 'mock://dev/1/Run()' }]);
    await expect(running).rejects.toThrow('dev.run (mock://dev/1/Run()): execute: no answer within 20 ms');
    expect(hand.calls.length).toBe(1);
    expect(pendingWaits()).toEqual([]);
  });

  it('rejects while it is not connected', async () => {
    const command = createCommand({ kind: 'command', source: 'Run' }, 'dev.run', 'a/b/c/Run');
    await expect(command.execute(undefined)).rejects.toMatchObject({ code: 'NOT_CONNECTED', member: 'dev.run' });
    expect(Object.prototype.toString.call(command)).toBe('[object Command]');
  });
});

describe('softCommand', () => {
  it('is a function with types', async () => {
    const double = softCommand({ in: 'f64', out: 'f64' }, (value) => value * 2);
    expect(await double.execute(4)).toBe(8);
    const reset = softCommand({}, () => {});
    expect(await reset.execute(undefined)).toBeUndefined();
  });
});
