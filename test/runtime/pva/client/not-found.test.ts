import { PvaClient, timeLimit } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startCorePva } from '../../../peers/core-pva.ts';
import { startIoc } from '../../../peers/epics-ioc.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { cleanups } from './wire-calls.ts';

async function running(starting: Promise<PvaServerPeer>): Promise<PvaServerPeer> {
  const server = await starting;
  cleanups.push(() => server.stop());
  return server;
}

function clientWith(environment: Readonly<Record<string, string>>): PvaClient {
  const client = new PvaClient({ environment: { EPICS_PVA_AUTO_ADDR_LIST: 'NO', ...environment } });
  cleanups.push(() => client.close());
  return client;
}

const DATABASE = 'record(ao, "A") { field(VAL, "1") field(PINI, "YES") }';

describe.each(['pvxs', 'pvaccess'] as const)('a name server that is %s', (server) => {
  it('has not got a PV, however long it is asked: that is no refusal', async () => {
    const ioc = await running(startIoc(DATABASE, { server }));
    const client = clientWith({ EPICS_PVA_NAME_SERVERS: ioc.endpoint });
    const none = client.channel('NONE');
    const states: string[] = [];
    none.onState(({ state }) => states.push(state));
    await expect(none.get('', timeLimit(3_000))).rejects.toMatchObject({ code: 'PVA.NOT_FOUND' });
    // One that answers no searches by TCP is asked for the channel itself, and refuses it.
    const tried = server === 'pvaccess' ? ['connecting', 'searching'] : [];
    expect(states).toEqual(['searching', ...tried, 'idle']);
    const results = await client.getMany(['A', 'NONE'], '', timeLimit(8_000));
    expect(results.get('A')).toMatchObject({ ok: true, data: { value: { value: 1 } } });
    expect(results.get('NONE')).toMatchObject({ ok: false, error: { code: 'PVA.NOT_FOUND' } });
  });
});

describe('a server that is dialled', () => {
  it('refuses what it has not got, or says nothing: each is told always alike', async () => {
    const ioc = await running(startIoc(DATABASE));
    const java = await running(startCorePva());
    const client = clientWith({});
    const asked = [1_500, 3_000].flatMap((limit) =>
      [ioc, java].map((server) => client.channel('NONE', server.endpoint).connect(timeLimit(limit))),
    );
    const errors = (await Promise.allSettled(asked)).map((each) => each.status === 'rejected' && each.reason);
    expect(errors).toEqual(
      [ioc, java, ioc, java].map(({ endpoint }, index) =>
        expect.objectContaining({
          code: index % 2 === 0 ? 'PVA.REFUSED' : 'PVA.NOT_FOUND',
          message: expect.stringContaining(endpoint),
        }),
      ),
    );
    expect(String(errors[1])).toContain('said nothing about the PV');
  });
});
