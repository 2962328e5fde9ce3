import { describe, expect, it } from 'vitest';
import { blockVectors } from './block-vectors.ts';
import { pcompVectors } from './pcomp-vectors.ts';
import { differences, type Vector } from './rig.ts';
import { seqVectors } from './seq-vectors.ts';

const all: readonly (readonly [block: string, vectors: readonly Vector[]])[] = [
  ['SEQ', seqVectors],
  ['PCOMP', pcompVectors],
  ...Object.entries(blockVectors),
];

describe.each(all)('a %s block does at every tick what the FPGA does', (block, vectors) => {
  it.each(vectors)('with $name', (vector) => {
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
