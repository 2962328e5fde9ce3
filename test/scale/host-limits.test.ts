import { afterAll, beforeAll, expect, it } from 'vitest';
import { devgen } from '../commands/cli.ts';
import { type Arrival, ScaleFacility } from './scale-facility.ts';
import { scalePlan } from './scale-plan.ts';
import { scaleProject } from './scale-project.ts';

const HOSTS = 4;
const PARALLEL = 3;
const PER_SECOND = 20;
const plan = scalePlan({ devices: 200, classes: 8, devicesPerServer: 2, hosts: HOSTS });

let facility: ScaleFacility;
beforeAll(async () => {
  facility = await ScaleFacility.start(plan, { latency: 5 });
});
afterAll(() => facility.close());

/** What reached the devices of each host in a pull, in the order of arrival. */
async function pull(limits: readonly string[]): Promise<readonly (readonly Arrival[])[]> {
  facility.arrivals.length = 0;
  const folder = await scaleProject(facility.tangoHost, limits);
  const { stdout, stderr } = await devgen(['pull', '--lock-only', '--json'], { cwd: folder.path });
  await folder.remove();
  expect([stderr, JSON.parse(stdout)]).toMatchObject(['', { ok: true, sources: [{ described: 188 }] }]);
  const hosts = new Map<string, Arrival[]>();
  for (const arrival of facility.arrivals) hosts.set(arrival.host, [...(hosts.get(arrival.host) ?? []), arrival]);
  expect(hosts.size).toBe(HOSTS);
  return [...hosts.values()];
}

/** The most requests in any span of a second. */
function busiestSecond(arrivals: readonly Arrival[]): number {
  const counts = arrivals.map(
    ({ at }, first) => arrivals.filter((each, index) => index >= first && each.at < at + 1_000).length,
  );
  return Math.max(...counts);
}

const most = (arrivals: readonly Arrival[], of: 'underWay' | 'connections'): number =>
  Math.max(...arrivals.map((arrival) => arrival[of]));

it('never asks a host for more than its limits, in whatever second', async () => {
  const hosts = await pull(['limits:', `  parallel: ${PARALLEL}`, `  perSecond: ${PER_SECOND}`]);
  for (const arrivals of hosts) {
    expect(arrivals.length).toBeGreaterThan(3 * PER_SECOND);
    expect(busiestSecond(arrivals)).toBeLessThanOrEqual(PER_SECOND);
    expect(most(arrivals, 'underWay')).toBe(PARALLEL);
    expect(most(arrivals, 'connections')).toBeLessThanOrEqual(PARALLEL);
  }
});

it('asks one request after the other where that is the limit', async () => {
  for (const arrivals of await pull(['limits: { parallel: 1 }'])) {
    expect(most(arrivals, 'underWay')).toBe(1);
    expect(most(arrivals, 'connections')).toBe(1);
  }
});

it('asks for more where there is no limit', async () => {
  for (const arrivals of await pull([])) {
    expect(busiestSecond(arrivals)).toBeGreaterThan(PER_SECOND);
    expect(most(arrivals, 'underWay')).toBeGreaterThan(PARALLEL);
    expect(most(arrivals, 'connections')).toBeGreaterThan(PARALLEL);
  }
});
