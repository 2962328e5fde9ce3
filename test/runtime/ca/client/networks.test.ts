import { CaClient } from '@devgen/runtime/ca';
import { describe, expect, it } from 'vitest';
import { startCaIoc } from '../../../peers/ca-server.ts';
import { cleanups } from './wire-calls.ts';
import { valueOf } from './with-client.ts';

describe('an IOC that is named nowhere', () => {
  it('is found by the broadcasts of the networks of this host', async () => {
    const ioc = await startCaIoc('record(ao, "A") { field(VAL, "1") field(PINI, "YES") }', {
      env: { EPICS_CAS_INTF_ADDR_LIST: '' },
    });
    cleanups.push(() => ioc.stop());
    const client = new CaClient({ environment: { EPICS_CA_SERVER_PORT: `${ioc.port}` } });
    cleanups.push(() => client.close());
    await expect(valueOf(client, 'A')).resolves.toBe(1);
    // Not by the loopback, which is no network of others.
    expect(client.channel('A').state).not.toMatchObject({ server: ioc.endpoint });
  });
});
