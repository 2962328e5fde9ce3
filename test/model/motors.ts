import type { Lock } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import type { PulledSource } from '../../src/model/merge/pulled.ts';
import { type DeviceFacts, type Facts, pulledSource, r } from './pulled-source.ts';

export const one: Facts = { a: [r('a', { type: 'f64' })] };
export const two: Facts = { ...one, b: [r('b', { type: 'f64' })] };

export function motor(device: string, members: Facts = one): DeviceFacts {
  return { device, id: 'tango:Motor', members };
}

export function source(devices: readonly DeviceFacts[]): PulledSource {
  return pulledSource('db', 'tango', devices);
}

export function classesOf(lock: Lock): Record<string, string> {
  const devices = lock.sources.get('db')?.devices ?? new Map();
  return Object.fromEntries([...devices].map(([name, entry]) => [name, entry.class]));
}

/** A lock after pulls of these facilities, each read back from its own text as a real run would. */
export function history(...pulls: readonly PulledSource[]): Lock {
  let lock: Lock | undefined;
  for (const pull of pulls) lock = parseLock(printLock(merge(lock, [pull]).lock), 'lock');
  if (lock === undefined) throw new Error('no pull');
  return lock;
}
