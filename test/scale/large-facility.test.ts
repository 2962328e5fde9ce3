import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { validated } from '../schemas/validator.ts';
import { devgen } from '../commands/cli.ts';
import { ScaleFacility } from './scale-facility.ts';
import { type ScaleDevice, scalePlan, type ServerState } from './scale-plan.ts';
import { scaleProject } from './scale-project.ts';

const plan = scalePlan({ devices: 400, classes: 12, devicesPerServer: 2, hosts: 4 });

let facility: ScaleFacility;
let folder: Awaited<ReturnType<typeof scaleProject>>;
let answer: Record<string, unknown>;

beforeAll(async () => {
  facility = await ScaleFacility.start(plan);
  folder = await scaleProject(facility.tangoHost);
  const { stdout } = await devgen(['pull', '--json'], { cwd: folder.path });
  answer = validated('pull', stdout);
});
afterAll(async () => {
  await facility.close();
  await folder.remove();
});

function devicesOf(state: ServerState, hung = false): string[] {
  const devices = plan
    .filter((server) => server.state === state)
    .flatMap((server): readonly ScaleDevice[] => server.devices);
  return devices.filter((device) => device.hung === hung).map(({ name }) => name);
}

it('has the dead and the hung that it should have', () => {
  expect(devicesOf('closed').length + devicesOf('stopped').length).toBe(20);
  expect([devicesOf('hung').length, devicesOf('up', true).length]).toEqual([2, 2]);
  expect(devicesOf('up').length).toBe(376);
});

it('reads every device that answers, and says of each other why not', () => {
  expect(answer['sources']).toMatchObject([{ listed: 400, described: 376, neverRunning: devicesOf('stopped').length }]);
  const unreachable = answer['unreachable'] as readonly { readonly device: string; readonly code: string }[];
  const byCode = (code: string): string[] =>
    unreachable.filter((each) => each.code === code).map(({ device }) => device);
  expect(byCode('CONNECT.FAILED')).toEqual(devicesOf('closed').toSorted());
  expect(byCode('CONNECT.TIMEOUT')).toEqual(devicesOf('hung').toSorted());
  expect(byCode('CALL.TIMEOUT')).toEqual(devicesOf('up', true).toSorted());
  expect(unreachable.length).toBe(devicesOf('closed').length + 4);
  const lock = parseLock(readFileSync(join(folder.path, 'devices/devgen.lock.json'), 'utf8'), 'lock');
  expect([...(lock.sources.get('db')?.devices.keys() ?? [])].toSorted()).toEqual(devicesOf('up').toSorted());
});

it('asks each device that is there its two questions once, and none twice that hangs', () => {
  const asked = facility.arrivals.map(({ device, operation }) => `${device} ${operation}`);
  const expected = [...devicesOf('up'), ...devicesOf('up', true)].flatMap((device) =>
    ['command_list_query_2', 'get_attribute_config_5'].map((operation) => `${device} ${operation}`),
  );
  expect(asked.toSorted()).toEqual(expected.toSorted());
});
