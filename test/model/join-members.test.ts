import { compare } from '@devgen/runtime';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LockMember } from '../../src/model/lock/lock.ts';
import { joinMembers } from '../../src/model/merge/join-members.ts';

function join(a: LockMember | undefined, b: LockMember | undefined): LockMember | undefined {
  return a && b && joinMembers(a, b, (labels) => (typeof labels === 'string' ? undefined : labels));
}

describe('a member that two interfaces have', () => {
  const type = fc.constantFrom('f64', 'i32', 'str', 'any', 'f64[]');
  const value = fc.oneof(
    fc.record({ type }),
    fc.record({
      type: fc.constant('enum'),
      labels: fc.subarray(['a', 'b'], { minLength: 1 }) as fc.Arbitrary<string[]>,
    }),
  );
  const from = fc.constantFrom('x', 'X');
  const signal = fc
    .tuple(
      fc.constantFrom('r', 'w', 'rw'),
      from,
      value,
      fc.option(fc.constantFrom('v', 'w'), { nil: undefined, freq: 2 }),
    )
    .map(([kind, wire, of, write]) => ({
      kind,
      source: wire,
      meta: {},
      ...of,
      ...(write && kind !== 'r' && { write }),
    }));
  const command = fc.record({ in: fc.option(value, { nil: undefined }), out: fc.option(value, { nil: undefined }) });
  const member = fc.oneof(
    { weight: 4, arbitrary: signal },
    {
      weight: 2,
      arbitrary: fc
        .tuple(from, command)
        .map(([wire, sides]) => ({ kind: 'command', source: wire, meta: {}, ...sides })),
    },
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<LockMember>;

  it('is declared the same whichever are joined first', () => {
    fc.assert(
      fc.property(member, member, member, (a, b, c) => {
        expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
        expect(join(a, b)).toEqual(join(b, a));
        expect(join(join(a, b), b)).toEqual(join(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('is declared so that both fulfil it', () => {
    fc.assert(
      fc.property(member, member, (a, b) => {
        const both = join(a, b);
        if (both === undefined) return;
        for (const one of [a, b]) {
          const [declared, live] = [both, one].map((of) => ({ id: 'x', members: { m: of as never } }));
          const findings = compare(declared as never, live as never, (wire, kind) => `${kind}:${wire.toLowerCase()}`);
          expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
