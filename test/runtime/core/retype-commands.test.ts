import { type CommandSpec, compare } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { holding, inMock, onAWire } from './narrowed.ts';

describe('a command whose argument or result its class types otherwise', () => {
  const move: CommandSpec = {
    kind: 'command',
    source: 'Move',
    in: { type: 'enum', labels: ['Left', 'Right'], wire: 'i32' },
    out: { type: 'f64', wire: 'u64' },
  };
  const onWire: CommandSpec = { kind: 'command', source: 'Move', in: 'i32', out: 'u64' };

  it('is called and answers in the words of the class', async () => {
    const { execute, calls } = await onAWire(move, onWire);
    calls.returns(41n);
    expect(await execute.execute('Right')).toBe(41);
    expect(calls.calls).toEqual([1]);
    calls.returns(2n ** 60n);
    await expect(execute.execute('Left')).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    await expect(execute.execute('Up')).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
    expect(calls.calls).toEqual([1, 0]);
    expect([execute.in, execute.out]).toEqual(['enum', 'f64']);
  });

  it('is so in mock', async () => {
    const { execute, calls } = await inMock(move);
    expect(await execute.execute('Right')).toBe(0);
    calls.returns(41);
    expect(await execute.execute('Left')).toBe(41);
    expect(calls.calls).toEqual(['Right', 'Left']);
  });

  it('without an argument, or a result, has none', async () => {
    const { in: _, ...answers } = move;
    const { execute, calls } = await onAWire(answers, { kind: 'command', source: 'Move', out: 'u64' });
    calls.returns(3n);
    expect(await execute.execute(undefined)).toBe(3);
    await expect(execute.execute('Left')).rejects.toMatchObject({ code: 'VALUE.TYPE', expected: 'no argument' });
    const { out: _out, ...takes } = move;
    const taking = await onAWire(takes, { kind: 'command', source: 'Move', in: 'i32' });
    expect(await taking.execute.execute('Right')).toBeUndefined();
  });

  it('is held against the live one by the type of the wire', () => {
    expect(compare(holding(move), holding(onWire), (source) => source)).toEqual([]);
    expect(compare(holding(move), holding({ ...onWire, in: 'i64' }), (source) => source)).toMatchObject([
      { rule: 'MEMBER_TYPE', expected: ['in i32'], actual: ['in i64'] },
    ]);
  });
});
