import type { CdrReader } from '@devgen/runtime/tango/codec';
import type { ServedDevice } from '../device/served-device.ts';
import type { Answer, Caller } from '../orb/servant.ts';

/** One operation of Tango's IDL: reads its parameters, then does it. */
export type Operation = (device: ServedDevice, parameters: CdrReader, caller: Caller) => Answer | Promise<Answer>;

export type Operations = Readonly<Record<string, Operation>>;

/** The reply of an operation without a result. */
export const NOTHING: Answer = () => {};
