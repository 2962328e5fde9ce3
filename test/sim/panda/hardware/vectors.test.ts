import { describe, expect, it } from 'vitest';
import { differences } from './rig.ts';
import { vectors } from './vectors/vectors.ts';

describe.each(Object.entries(vectors))('a %s block does at every tick what the FPGA does', (block, sequences) => {
  it.each(sequences)('with $name', (vector) => {
    expect(differences(block, vector)).toEqual([]);
  });
});

describe('the rig', () => {
  it('sees what differs', () => {
    const vector = { name: 'wrong', rows: '3 A=1 > OUTA=1\n5 A=0 > OUTA=1' };
    expect(differences('BITS', vector)).toEqual([
      '5: OUTA is 0, not 1',
      '6: OUTA is 0, not 1',
      '7: OUTA is 0, not 1',
      '8: OUTA is 0, not 1',
    ]);
  });
});
