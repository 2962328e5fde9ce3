import { connectAll, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const database = `
  record(waveform, "W:a") { field(FTVL, "UCHAR") field(NELM, "500") }
  record(waveform, "W:b") { field(FTVL, "UCHAR") field(NELM, "500") }
`;
const Waves = defineDevice({
  id: 'epics:Waves',
  members: { a: { kind: 'rw', source: 'a', type: 'u8[]' }, b: { kind: 'rw', source: 'b', type: 'u8[]' } },
});

describe.each(WIRES)('arrays over %s', (wire) => {
  const ioc = useWire(wire, database);

  it('that were got or observed keep their elements, whatever the connection brings after them', async () => {
    const { waves } = await connectAll({ waves: new Waves('W:') }, { via: [ioc().connector] });
    const [ones, twos] = [new Uint8Array(500).fill(1), new Uint8Array(500).fill(2)];
    await Promise.all([waves.a.set(ones), waves.b.set(twos)]);
    const kept = await waves.a.get({ fresh: true });
    const readings = waves.a.observe();
    const observed = (await readings.next()).value;
    // They come where the first one came, in the buffer of the connection.
    for (let round = 0; round < 50; round++) expect(await waves.b.get({ fresh: true })).toEqual(twos);
    expect(kept).toEqual(ones);
    expect(observed).toMatchObject({ ok: true, value: ones });
    await readings.return?.();
  });
});
