import type { BlockSpec, DeviceSpec, MemberSpec, VectorSpec } from '@devgen/runtime';
import { expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { pulledSource, r, rw, specOfFacts } from './pulled-source.ts';

function box(seq: (of: DeviceSpec) => MemberSpec, ...more: readonly string[]): ReturnType<typeof pulledSource> {
  const fields = Object.fromEntries(more.map((name) => [name, [r(name, { type: 'bool' })] as const]));
  const of = specOfFacts('panda:SEQ', { ENABLE: [rw('ENABLE', { type: 'bool' })], ...fields });
  return pulledSource('box', 'panda', [{ device: 'box', id: 'panda:PandA', members: { SEQ: [seq(of)] } }]);
}

const one = (of: DeviceSpec): BlockSpec => ({ kind: 'block', source: 'SEQ', of });
const two = (of: DeviceSpec): VectorSpec => ({ kind: 'vector', source: 'SEQ', of, keys: [1, 2] });

it.each([
  ['several become one', two, one],
  ['one becomes several', one, two],
])('a block keeps the name of its class where %s, and its interface changes too', (_, before, after) => {
  const first = merge(undefined, [box(before)]).lock;
  const { lock, report } = merge(first, [box(after, 'ACTIVE')]);
  expect([...lock.classes.keys()]).toEqual(['PandA', 'Seq']);
  expect(lock.classes.get('PandA')?.members.get('SEQ')).toMatchObject({
    kind: after({} as DeviceSpec).kind,
    of: 'Seq',
  });
  expect(report.classes).toMatchObject({ added: [], retired: [], changed: ['PandA', 'Seq'] });
});
