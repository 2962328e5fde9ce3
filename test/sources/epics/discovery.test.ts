import { describe, expect, it } from 'vitest';
import type { KnownDevice } from '../../../src/sources/source-kind.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { PvaProxy } from '../../peers/pva-proxy.ts';
import { type PulledEpics, pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';

/** Devices as the lock of a checkout has them that pulled them. */
function knownOf({ described }: PulledEpics): ReadonlyMap<string, KnownDevice> {
  return new Map(described.map(({ found }) => [found.device, found]));
}

describe('servers that nobody named', () => {
  it('are asked twice, and once where all that are known have answered', async () => {
    const proxy = await running(PvaProxy.start(await running(startIoc(records('beamline.db')))));
    const { environment } = proxy;
    const questions = (): number => proxy.searches.filter((names) => names === 0).length;
    const first = await pullEpics({ address: 'pva:' }, { environment });
    expect([questions(), first.servers?.length]).toEqual([2, 1]);
    proxy.clear();
    const known = knownOf(first);
    expect((await pullEpics({ address: 'pva:', known }, { environment })).described.length).toBe(known.size);
    expect(questions()).toBe(1);
    proxy.clear();
    // One that is missed is asked again.
    const more = new Map([...known, ['X', { class: 'X', server: '127.0.0.1:1' }]]);
    await pullEpics({ address: 'pva:', known: more }, { environment });
    expect(questions()).toBe(2);
  });

  it('and that did not answer leave their devices out of reach; of those that did, what they lack is gone', async () => {
    const ioc = await running(startIoc(records('beamline.db')));
    const { environment } = ioc;
    const known = new Map<string, KnownDevice>([
      ...knownOf(await pullEpics({ address: 'pva:' }, { environment })),
      ['BL09:LATE', { class: 'LATE', server: '127.0.0.1:1' }],
      ['BL09:NEVER', { class: 'NEVER' }],
      ['BL01:PS3', { class: 'PS', server: ioc.endpoint }],
    ]);
    const again = await pullEpics({ address: 'pva:', known }, { environment });
    const failed = again.described.flatMap((one) => (one.ok ? [] : [[one.found.device, one.found.class, one.error]]));
    expect(failed).toMatchObject([
      ['BL09:LATE', 'LATE', { code: 'PVA.NOT_FOUND', message: expect.stringContaining('last seen on 127.0.0.1:1') }],
      ['BL09:NEVER', 'NEVER', { code: 'PVA.NOT_FOUND', message: expect.stringContaining(ioc.endpoint) }],
    ]);
    // Another IOC at the address of one that is away has none of its devices: that tells nothing of them.
    const other = new Map<string, KnownDevice>([['BL08:A', { class: 'A', server: ioc.endpoint }]]);
    const { listed } = await pullEpics({ address: 'pva:', known: other }, { environment });
    expect(listed.map(({ device }) => device)).toContain('BL08:A');
    // A server that was named says it all.
    const named = await pullEpics({ address: `pva://${ioc.endpoint}`, known });
    expect(named.listed.length).toBe(known.size - 3);
  });
});
