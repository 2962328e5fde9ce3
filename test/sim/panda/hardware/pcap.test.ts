import { describe, expect, it } from 'vitest';
import { capture } from './pcap-rig.ts';
import { pcapTriggers } from './vectors/pcap-triggers.ts';
import { pcapValues } from './vectors/pcap-values.ts';

const threeTriggers = (third: number): string => `
  9 ARM
  11 ENABLE=1
  12 TRIG=1
  13 TRIG=0
  16 TRIG=1
  17 TRIG=0
  ${third} TRIG=1
  24 ENABLE=0`;

const longGate = (shift: number): string => `
  1 ENABLE=1, GATE=1, SHIFT_SUM=${shift}
  2 ARM
  ${2 + 2 ** 32} TRIG=1`;

describe('PCAP captures', () => {
  it.each([...pcapTriggers, ...pcapValues])('$name', ({ samples, ends = ['Ok'], ...vector }) => {
    expect(capture(vector)).toEqual({ samples, ends, health: 0 });
  });

  it('no samples closer together than their words', () => {
    const channels = [{ of: 'trigger' }, { of: 'duration' }] as const;
    expect(capture({ channels, rows: threeTriggers(19) })).toEqual({
      samples: [
        [1n, 0],
        [5n, 0],
        [8n, 0],
      ],
      ends: ['Ok'],
      health: 0,
    });
    expect(capture({ channels, rows: threeTriggers(18) })).toMatchObject({
      samples: [{}, {}],
      ends: ['Framing error'],
      health: 1,
    });
  });

  it('no duration that does not fit in its word', () => {
    const channels = [{ of: 'duration' }] as const;
    expect(capture({ channels, rows: longGate(1), until: 2 ** 33 }).samples).toEqual([[2 ** 31]]);
    expect(capture({ channels, rows: longGate(0), until: 2 ** 33 })).toMatchObject({ samples: [], health: 2 });
  });
});
