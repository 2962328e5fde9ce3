import { PvaClient } from '@devgen/runtime/pva';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { cleanups } from './wire-calls.ts';

/** A record of a number, to be put too. */
export const record = (name: string, value: number): string =>
  `record(ao, "${name}") { field(VAL, "${value}") field(PINI, "YES") }\n`;

/** Stopped after the test. */
export async function startIocs(
  ...options: Parameters<typeof startIoc>[]
): Promise<Awaited<ReturnType<typeof startIoc>>[]> {
  const iocs = await Promise.all(options.map((each) => startIoc(...each)));
  cleanups.push(() => Promise.all(iocs.map((ioc) => ioc.stop())));
  return iocs;
}

/** A client of this environment, closed after the test. */
export function clientWith(environment: Readonly<Record<string, string>>): PvaClient {
  const client = new PvaClient({ environment: { EPICS_PVA_AUTO_ADDR_LIST: 'NO', ...environment } });
  cleanups.push(() => client.close());
  return client;
}
