import { connectAll, defineDevice, soft } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const Level = defineDevice({
  id: 'epics:Level',
  members: { level: { kind: 'rw', source: 'level', type: 'f64' } },
});
const HOUR = 3_600n * 10n ** 9n;

describe.each(WIRES)('times over %s', (wire) => {
  const ioc = useWire(wire, 'record(ao, "Z:level") { field(PINI, "YES") }');

  it('are nanoseconds since 1970, as those of a signal of this process', async () => {
    const { device } = await connectAll({ device: new Level('Z:') }, { via: [ioc().connector] });
    const { here } = await connectAll({ here: new Level('Z:') }, { via: [soft({ 'Z:': { spec: Level.spec } })] });
    await Promise.all([device.level.set(1), here.level.set(1)]);
    const [theirs, ours] = [await device.level.reading(), await here.level.reading()];
    expect(theirs).toMatchObject({ ok: true, severity: 'none', stale: false });
    const apart = theirs.timeNs - ours.timeNs;
    expect(apart < 0n ? -apart : apart).toBeLessThan(HOUR);
    expect(ours.timeNs).toBeGreaterThan(10n ** 18n);
  });
});
