import type { PvaClient, PvaValue } from '@devgen/runtime/pva';
import { afterAll, beforeAll } from 'vitest';
import { startIoc } from '../../../../peers/epics-ioc.ts';
import { readOnlyGroup, records } from '../../../../peers/epics-records.ts';
import type { PvaServerPeer } from '../../../../peers/pva-server.ts';
import { withClient } from '../with-client.ts';

/** Records, and what they hold. */
export const SCALARS: readonly (readonly [string, PvaValue])[] = [
  ['T:ai', 1.5],
  ['T:longin', -7],
  ['T:int64in', -9223372036854775807n],
  ['T:mbbiDirect', 5],
  ['T:stringin', 'text'],
  ['T:lsi', 'a long text'],
  ['T:calc', 12],
  ['T:ai.DESC', 'an input'],
  ['T:ai.PREC', 3],
];

const WRITES: readonly (readonly [string, PvaValue])[] = [
  ['T:ao', -3.25],
  ['T:longout', -2_000_000_000],
  ['T:int64out', -9007199254740993n],
  ['T:stringout', 'other'],
  ['T:lso', 'x'.repeat(200)],
  ['T:aao', Float64Array.of(1.5, -2.5, Number.NaN)],
  ['T:wf:double', Float64Array.from({ length: 1000 }, (_, i) => i + 0.5)],
  ['T:wf:char', Int8Array.of(-1, 2)],
  ['T:wf:uchar', Uint8Array.of(255, 2)],
  ['T:wf:short', Int16Array.of(-1, 2)],
  ['T:wf:ushort', Uint16Array.of(65_535, 2)],
  ['T:wf:long', Int32Array.of(-1, 2)],
  ['T:wf:ulong', Uint32Array.of(4_294_967_295, 2)],
  ['T:wf:int64', BigInt64Array.of(-1n, 2n)],
  ['T:wf:uint64', BigUint64Array.of(2n ** 64n - 1n)],
  ['T:wf:float', Float32Array.of(-1.5)],
  ['T:wf:string', ['a', '', 'b']],
  ['T:wf:text', 'a text in an array of characters'],
];

/** What each server can take: the older one has long texts only as bytes. */
export function writes(server: 'pvxs' | 'pvaccess'): typeof WRITES {
  return WRITES.filter(([name]) => server === 'pvxs' || (name !== 'T:lso' && name !== 'T:wf:text'));
}

export interface UsedIoc {
  ioc(): PvaServerPeer;
  /** Runs a test with a client of it. */
  run<R>(test: (client: PvaClient) => Promise<R>): Promise<R>;
}

/** An IOC with a record of every type, for all tests of the suite around it. */
export function useIoc(server: 'pvxs' | 'pvaccess'): UsedIoc {
  let ioc: PvaServerPeer | undefined;
  beforeAll(async () => {
    ioc = await startIoc(records('every-type.db'), { server, access: readOnlyGroup });
  });
  afterAll(() => ioc?.stop());
  return { ioc: () => ioc!, run: (test) => withClient(ioc!, test) };
}
