import type { CdrReader, ObjectRef } from '@devgen/runtime/tango/codec';
import { afterEach, expect } from 'vitest';

import { deadline } from '../../../../src/runtime/core/support/deadline.ts';
import { Orb, type OrbOptions } from '../../../../src/runtime/tango/client/transport/orb.ts';
import { WireServer, type WireRequest } from './wire-server.ts';

/** What a test leaves behind, last first. */
export const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export async function startServer(on?: (request: WireRequest, server: WireServer) => void): Promise<WireServer> {
  const server = await WireServer.start(on);
  cleanups.push(() => server.stop());
  return server;
}

export function newOrb(options?: OrbOptions): Orb {
  const orb = new Orb(options);
  cleanups.push(() => orb.close());
  return orb;
}

export const string = (reader: CdrReader): string => reader.string();

export function call(
  orb: Orb,
  ref: ObjectRef,
  argument = 'x',
  milliseconds = 10_000,
  signal?: AbortSignal,
): Promise<string> {
  const io = deadline(milliseconds, signal);
  return orb.invoke(ref, 'echo', (writer) => writer.string(argument), string, io).finally(() => io.done());
}

export const echo = (request: WireRequest): void => request.reply(request.argument);
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
export const coded = (code: string, completed: string): unknown => expect.objectContaining({ code, completed });
