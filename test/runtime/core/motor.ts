import { type ConnectError, defineDevice, type DeviceSpec } from '@devgen/runtime';
import { expect } from 'vitest';
import type { FakeLink, FakeSystem } from './fake-system.ts';

export const spec = {
  id: 'fake:Motor',
  members: {
    position: { kind: 'rw', source: 'Position', type: 'f64' },
    standard: { kind: 'r', source: 'Standard', type: 'str', optional: true },
    stop: { kind: 'command', source: 'Stop' },
  },
} as const satisfies DeviceSpec;
export const Motor = defineDevice(spec);
export const without = { id: 'fake:Motor', members: { position: spec.members.position, stop: spec.members.stop } };
export const retyped = {
  ...spec,
  members: { ...spec.members, position: { ...spec.members.position, type: 'i32' } },
} as const;

/** The first link that is open. */
export function linkOf(system: FakeSystem): FakeLink {
  const [link] = system.links;
  if (link === undefined) throw new Error('nothing is open');
  return link;
}

export function failureOf(attempt: Promise<unknown>): Promise<ConnectError> {
  return attempt.then(
    () => expect.fail('it connected'),
    (error: ConnectError) => error,
  );
}
