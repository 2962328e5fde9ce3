import { PvaClient } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PvaServer } from '../../../src/sim/pva/pva-server.ts';
import { spread } from '../../../src/sim/pva/value/fields.ts';
import { keepPuts, StructurePv } from '../../../src/sim/pva/value/structure-pv.ts';
import { runP4p, startP4p } from '../../peers/p4p.ts';
import type { PvaServerPeer } from '../../peers/pva-server.ts';
import { patient } from '../../runtime/pva/client/with-client.ts';
import { environmentOf } from './environment.ts';
import { Pvs } from './pvs.ts';

/** What p4p sees of a PV, as a JSON line: its type, its value, what of it was sent. Also after a put of the same. */
const LOOK = `
import json, sys, threading
from p4p.client.thread import Context
def text(value):
    return repr(value.tolist() if hasattr(value, "tolist") else value)
def look(value):
    return [repr(value.type().aspy()), text(value.todict()) if hasattr(value, "todict") else text(value),
            sorted(value.changedSet())]
answers = {}
with Context("pva", nt=False) as context:
    for name in sys.argv[1:]:
        first = context.get(name, timeout=10)
        updates, come = [], threading.Event()
        def update(value):
            updates.append(value)
            come.set()
        monitor = context.monitor(name, update)
        come.wait(10)
        try:
            put = context.put(name, first, timeout=10, get=False)
        except Exception as error:
            put = str(error)
        second = context.get(name, request="field(%s)" % first.keys()[0], timeout=10)
        monitor.close()
        answers[name] = [look(first), look(updates[0]), put, look(second)]
print(json.dumps(answers))
`;

let original: PvaServerPeer;
let mirror: PvaServer;
let names: readonly string[];

/** Our server with all that a server of pvxs has, types and values as our client read them. */
beforeAll(async () => {
  original = await startP4p('pva_types.py');
  const client = new PvaClient({ environment: original.environment });
  const all = await client.server(original.endpoint).channels(patient());
  names = all.filter((name) => !['t:ctl', 't:closed'].includes(name));
  const pvs = new Pvs();
  for (const name of names) {
    const { type, value, sent } = await client.channel(name).get('', patient());
    const pv = new StructurePv(type, {}, name === 't:readonly' ? {} : { put: keepPuts });
    pv.apply({ value, marked: spread(type, sent) });
    pvs.set(name, pv);
  }
  await client.close();
  mirror = await PvaServer.start(pvs);
});
afterAll(() => Promise.all([original.stop(), mirror.stop()]));

describe('a server with the PVs of another', () => {
  it('looks to p4p as the other does, whatever the type', async () => {
    expect(names.length).toBeGreaterThan(30);
    const seen = async (environment: Readonly<Record<string, string>>): Promise<Record<string, unknown>> =>
      JSON.parse(await runP4p({ environment } as PvaServerPeer, LOOK, names)) as Record<string, unknown>;
    const [theirs, ours] = [await seen(original.environment), await seen(environmentOf(mirror))];
    for (const name of names) expect([name, ours[name]]).toEqual([name, theirs[name]]);
  });
});
