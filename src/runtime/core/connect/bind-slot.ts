import { asDevgenError, type DevgenError } from '../contract/errors.ts';
import type { Scope } from './scope.ts';
import type { Binding, Slot } from '../contract/slot.ts';
import type { MemberSpec } from '../contract/spec.ts';

/** Puts a live backend, or the reason for none, behind one member. Without `live` the live system lacks it. */
export function bindSlot(
  target: Slot,
  scope: Scope,
  live: MemberSpec | undefined,
  error: DevgenError | undefined,
): void {
  setBinding(target, binding(target, scope, live, error));
}

function setBinding(target: Slot, next: Binding): void {
  target.binding = next;
  target.rebound();
}

function binding(target: Slot, { judgement, path }: Scope, live?: MemberSpec, error?: DevgenError): Binding {
  if (error !== undefined) return { state: 'failed', error };
  if (live === undefined) return { state: 'unbound' };
  const { link } = judgement;
  try {
    return { state: 'bound', backend: link.backend(path, target.asked(live)), link };
  } catch (cause) {
    return { state: 'failed', error: asDevgenError(cause, { code: 'CONNECT.FAILED', source: target.spec.source }) };
  }
}

export function releaseSlot(target: Slot, error: DevgenError): void {
  target.dispose(error);
  setBinding(target, { state: 'failed', error });
}
