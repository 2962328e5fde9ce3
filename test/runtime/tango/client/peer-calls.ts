import {
  type AnyValue,
  type AttributeConfig,
  type AttributeValue,
  type CdrReader,
  type CdrWriter,
  type ObjectRef,
  readAny,
  readAttributeConfig5List,
  readAttributeValue5List,
  writeAny,
  writeClientIdent,
  writeDevSource,
} from '@devgen/runtime/tango/codec';
import { afterEach } from 'vitest';

import { deadline } from '../../../../src/runtime/core/support/deadline.ts';
import { Orb, type OrbOptions } from '../../../../src/runtime/tango/client/transport/orb.ts';

/** The one of the running test: each has its own, without what another learned of a server. */
export let orb = new Orb();
afterEach(() => renewOrb());

export async function renewOrb(options?: OrbOptions): Promise<void> {
  await orb.close();
  orb = new Orb(options);
}

export function invoke<R>(
  ref: ObjectRef,
  operation: string,
  encode: ((writer: CdrWriter) => void) | undefined,
  decode: (reader: CdrReader) => R,
  milliseconds = 10_000,
): Promise<R> {
  const io = deadline(milliseconds);
  return orb.invoke(ref, operation, encode, decode, io).finally(() => io.done());
}

export const configs = (ref: ObjectRef): Promise<AttributeConfig[]> =>
  invoke(ref, 'get_attribute_config_5', (w) => w.strings(['All attributes_3']), readAttributeConfig5List);

export const read = (ref: ObjectRef, names: readonly string[], milliseconds?: number): Promise<AttributeValue[]> => {
  const encode = (w: CdrWriter): void => {
    w.strings(names);
    writeDevSource(w, 'DEV');
    writeClientIdent(w, { language: 'cpp', pid: process.pid });
  };
  return invoke(ref, 'read_attributes_5', encode, readAttributeValue5List, milliseconds);
};

export const command = (ref: ObjectRef, name: string, type: number, argument: unknown): Promise<AnyValue> => {
  const encode = (w: CdrWriter): void => {
    w.string(name);
    writeAny(w, type, argument);
    writeDevSource(w, 'DEV');
    writeClientIdent(w, { language: 'cpp', pid: process.pid });
  };
  return invoke(ref, 'command_inout_4', encode, readAny);
};

export const ping = (ref: ObjectRef, milliseconds?: number): Promise<string> =>
  invoke(ref, 'ping', undefined, () => 'pong', milliseconds);
