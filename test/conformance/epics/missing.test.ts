import { connectAll, connectSettled, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const Part = defineDevice({
  id: 'epics:Part',
  members: {
    there: { kind: 'rw', source: 'there', type: 'f64' },
    gone: { kind: 'r', source: 'gone', type: 'f64' },
  },
});
const Gone = defineDevice({ id: 'epics:Gone', members: { gone: { kind: 'rw', source: 'gone', type: 'f64' } } });
const There = defineDevice({ id: 'epics:There', members: { there: { kind: 'rw', source: 'there', type: 'f64' } } });

describe.each(WIRES)('PVs that nobody has, over %s', (wire) => {
  const ioc = useWire(wire, 'record(ao, "M:there") { field(VAL, "1") field(PINI, "YES") }');

  it('are named with their address, and keep no other device from being there', async () => {
    const tree = { part: new Part('M:'), none: new Gone('M:'), there: new There('M:') };
    const { part, none, there } = await connectSettled(tree, { via: [ioc().connector], deadline: 3_000 });
    expect(there.ok).toBe(true);
    expect(part).toMatchObject({ ok: false, error: { message: expect.stringContaining('gone: MEMBER.MISSING') } });
    expect(none).toMatchObject({
      ok: false,
      error: { code: `${wire.toUpperCase()}.NOT_FOUND`, message: expect.stringContaining('M:') },
    });
    await expect(tree.none.gone.get()).rejects.toMatchObject({ code: 'NOT_CONNECTED', member: 'none.gone' });
    await expect(tree.none.gone.set(1)).rejects.toMatchObject({ code: 'NOT_CONNECTED', member: 'none.gone' });
    expect(await tree.there.there.get()).toBe(1);
  });

  it('reject alone where differences are only reported', async () => {
    const { part } = await connectAll({ part: new Part('M:') }, { via: [ioc().connector], mismatch: 'report' });
    expect(await part.there.get()).toBe(1);
    await expect(part.gone.get()).rejects.toMatchObject({
      code: 'MEMBER.MISSING',
      member: 'part.gone',
      message: expect.stringContaining('gone'),
    });
  });
});
