import { connectAll, Device, type SignalRW, type SignalSpec } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';
import { compareSettings, parseSettings, printSettings, restoreSettings, saveSettings } from '@devgen/runtime/settings';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { startCaIoc } from '../../peers/ca-server.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { specOf } from './shown.ts';

const LEAVES =
  'ao bo longout int64out mbbo stringout lso aao wf:int64 wf:ulong wf:uchar wf:double wf:string wf:short'.split(' ');

/** Another value of the same type. */
function other(signal: SignalRW<unknown>, value: unknown): unknown {
  if (signal.type === 'enum') return signal.meta.labels!.find((label) => label !== value);
  if (typeof value === 'bigint') return value === 3n ? 4n : 3n;
  if (typeof value === 'number') return value === 3 ? 4 : 3;
  if (typeof value === 'string') return `${value}!`;
  if (Array.isArray(value)) return ['x', 'y'];
  const { constructor } = value as { readonly constructor: { of(...elements: unknown[]): unknown } };
  return constructor.of(...(signal.type.endsWith('64[]') && signal.type !== 'f64[]' ? [5n, 6n, 7n] : [5, 6, 7]));
}

it.each(['pva', 'ca'] as const)('settings of every type over %s are saved as YAML, and written back', async (wire) => {
  const text = records('every-type.db');
  const ioc = wire === 'pva' ? await running(startIoc(text)) : await running(startCaIoc(text));
  const there = LEAVES.map((leaf) => `T:${leaf}`).filter((pv) => text.includes(`"${pv}"`));
  const pulled = await pullEpics({
    address: `${wire}://${ioc.endpoint}`,
    options: { pvs: there, devices: [{ pv: 'T:$(member)' }] },
  });
  const spec = specOf(pulled, 'T');
  const types = new Set(Object.values(spec.members).map((member) => (member as SignalSpec).type));
  expect(types.size).toBeGreaterThan(7);
  class Types extends Device {
    static override readonly spec = spec;
  }
  const { environment } = ioc;
  const via = wire === 'pva' ? pva(undefined, { environment }) : ca(undefined, { environment });
  const { device } = await connectAll({ device: new Types('T') }, { via: [via] });

  const saved = await saveSettings(device);
  const paths = Object.keys(saved);
  expect(paths).toHaveLength(Object.keys(spec.members).length);
  const printed = printSettings({ ...saved }, stringify);
  const signals = device as unknown as Readonly<Record<string, SignalRW<unknown>>>;
  for (const [path, value] of Object.entries(saved)) await signals[path]!.set(other(signals[path]!, value));
  const read = parseSettings(printed, parse);
  const differences = await compareSettings(device, read);
  expect(differences.map(({ kind }) => kind)).toEqual(paths.map(() => 'differs'));
  expect((await restoreSettings(device, read)).written.toSorted()).toEqual(paths.toSorted());
  expect(await compareSettings(device, saved)).toEqual([]);
  expect((await restoreSettings(device, read)).written).toEqual([]);
  await via.close();
});
