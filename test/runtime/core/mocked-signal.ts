import { mock, mockOf, type SignalSpec } from '@devgen/runtime';
import { openMembers } from './bound-member.ts';

export const number: SignalSpec = { kind: 'rw', source: 'ampli', type: 'f64', units: 'V' };
export const mode: SignalSpec = { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Run'] };

export async function mocked(spec: SignalSpec = number) {
  const connector = mock();
  const { signal, link } = await openMembers(connector, { x: spec });
  const x = signal('x');
  return { connector, link, x, hand: mockOf(x) };
}
