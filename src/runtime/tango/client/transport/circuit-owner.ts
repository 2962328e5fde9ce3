import type { ObjectRef } from '../../codec/ior.ts';
import type { Call } from './call.ts';
import type { CallError } from './call-error.ts';

/** Who decides on calls that a circuit cannot bring to an end. */
export interface CircuitOwner {
  /** The call did not reach a server. */
  failed(call: Call, error: CallError): void;
  forwarded(call: Call, ref: ObjectRef): void;
}
