import type { CaClient, CaValue } from '@devgen/runtime/ca';
import { afterAll, beforeAll } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../../../../peers/ca-server.ts';
import { readOnlyGroup, records } from '../../../../peers/epics-records.ts';
import { withClient } from '../with-client.ts';

/** Records, and what they hold. */
export const SCALARS: readonly (readonly [string, CaValue])[] = [
  ['T:ai', 1.5],
  ['T:longin', -7],
  ['T:bi', 1],
  ['T:mbbi', 2],
  ['T:mbbiDirect', 5],
  ['T:stringin', 'text'],
  ['T:lsi', 'a long text'],
  ['T:calc', 12],
  ['T:ai.DESC', 'an input'],
  ['T:ai.PREC', 3],
  ['T:ai.RTYP', 'ai'],
];

/** Records, and what is put into them. */
export const WRITES: readonly (readonly [string, CaValue])[] = [
  ['T:ao', -3.25],
  ['T:longout', -2_000_000_000],
  ['T:int64out', 2 ** 53],
  ['T:mbbo', 2],
  ['T:bo', 1],
  ['T:stringout', 'other µ'],
  ['T:aao', Float64Array.of(1.5, -2.5, Number.NaN)],
  ['T:wf:double', Float64Array.from({ length: 1000 }, (_, i) => i + 0.5)],
  ['T:wf:char', Uint8Array.of(255, 2)],
  ['T:wf:uchar', Uint8Array.of(255, 2)],
  ['T:wf:short', Int16Array.of(-1, 2)],
  ['T:wf:ushort', Int32Array.of(65_535, 2)],
  ['T:wf:long', Int32Array.of(-1, 2)],
  ['T:wf:ulong', Float64Array.of(4_294_967_295, 2)],
  ['T:wf:int64', Float64Array.of(-1, 2 ** 53)],
  ['T:wf:float', Float32Array.of(-1.5, 2)],
  ['T:wf:string', ['a', '', 'b']],
];

export interface UsedIoc {
  ioc(): CaServerPeer;
  /** Runs a test with a client of it. */
  run<R>(test: (client: CaClient) => Promise<R>): Promise<R>;
}

/** An IOC with a record of every type, for all tests of the file. */
export function useIoc(): UsedIoc {
  let ioc: CaServerPeer | undefined;
  beforeAll(async () => {
    ioc = await startCaIoc(records('every-type.db'), { access: readOnlyGroup });
  });
  afterAll(() => ioc?.stop());
  return { ioc: () => ioc!, run: (test) => withClient(ioc!, test) };
}
