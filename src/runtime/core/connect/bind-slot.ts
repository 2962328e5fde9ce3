import { asDevgenError, type DevgenError } from '../contract/errors.ts';
import type { Scope } from './scope.ts';
import type { Binding, Slot } from '../contract/slot.ts';
import type { CommandSpec, SignalSpec } from '../contract/spec.ts';
import { onWire } from '../value/retype.ts';

/** Puts a live backend, or the reason for none, behind one member. Without `spec` the live system lacks it. */
export function bindSlot(
  target: Slot,
  scope: Scope,
  spec: SignalSpec | CommandSpec | undefined,
  error: DevgenError | undefined,
): void {
  setBinding(target, binding(scope, spec, error));
}

function setBinding(target: Slot, next: Binding): void {
  target.binding = next;
  target.rebound();
}

function binding({ judgement, path }: Scope, spec: SignalSpec | CommandSpec | undefined, error?: DevgenError): Binding {
  if (error !== undefined) return { state: 'failed', error };
  if (spec === undefined) return { state: 'unbound' };
  const { link } = judgement;
  try {
    return { state: 'bound', backend: link.backend(path, onWire(spec)), link };
  } catch (cause) {
    return { state: 'failed', error: asDevgenError(cause, { code: 'CONNECT.FAILED', source: spec.source }) };
  }
}

export function releaseSlot(target: Slot, error: DevgenError): void {
  target.dispose(error);
  setBinding(target, { state: 'failed', error });
}
