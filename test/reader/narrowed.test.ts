import { expect, it } from 'vitest';
import { narrowed } from '../../src/reader/adopt/narrowed.ts';

it.each([
  ['SignalRW<number>', 'SignalR<number>', [[['access'], 'r']]],
  [
    'SignalRW<bigint>',
    'SignalW<number>',
    [
      [['access'], 'w'],
      [['type'], 'number'],
    ],
  ],
  ['SignalR<number>', "SignalR<'A' | 'it\\'s, so'>", [[['labels'], ['A', "it's, so"]]]],
  ['SignalR<Int32Array>', "SignalR<readonly ('A' | 'B')[]>", [[['labels'], ['A', 'B']]]],
  ['SignalR<readonly boolean[]>', "SignalR<readonly ('A' | 'B')[]>", [[['labels'], ['A', 'B']]]],
  ['SignalR<BigInt64Array>', 'SignalR<Float64Array>', [[['type'], 'number']]],
  ['SignalR<Image<BigUint64Array>>', 'SignalR<Image<Float64Array>>', [[['type'], 'number']]],
  ['SignalR<Image<Uint8Array>>', "SignalR<Image<readonly ('A' | 'B')[]>>", [[['labels'], ['A', 'B']]]],
  [
    'Command<number, bigint>',
    "Command<'A, a' | 'B', number>",
    [
      [
        ['in', 'labels'],
        ['A, a', 'B'],
      ],
      [['out', 'type'], 'number'],
    ],
  ],
  ['Command<void, Image<BigInt64Array>>', 'Command<void, Image<Float64Array>>', [[['out', 'type'], 'number']]],
] as const)('of %s, %s is what an overlay can say', (before, after, said) => {
  expect(narrowed(before, after)).toEqual(said.map(([keys, value]) => ({ keys, value })));
});

it.each([
  ['SignalR<number>', 'SignalRW<number>', 'cannot do what'],
  ['SignalR<Float64Array>', "SignalR<readonly ('A' | 'B')[]>", 'could not keep to'],
  ['SignalR<string>', 'SignalR<number>', 'could not keep to'],
  ['SignalR<BigInt64Array>', 'SignalR<number>', 'could not keep to'],
  ['SignalR<Image<Int16Array>>', 'SignalR<Int16Array>', 'could not keep to'],
  ['Command<number, void>', 'Command<number, number>', 'could not keep to'],
  ['Command<string, string>', "Command<'A' | 'B', string>", 'could not keep to'],
  ['Command<number, void>', 'SignalR<number>', 'within a signal or a command'],
  ['Sequencer', 'Pulse', 'within a signal or a command'],
])('of %s, %s is none: %s', (before, after, why) => {
  expect(narrowed(before, after)).toMatchObject({ why: expect.stringContaining(why) });
});
