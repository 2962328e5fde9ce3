import {
  connectAll,
  Device,
  type DeviceSpec,
  type MemberSpec,
  openDevice,
  type SignalRW,
  waitForValue,
} from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';
import { beforeAll, describe, expect, it } from 'vitest';
import { merge } from '../../../src/model/merge/merge.ts';
import { areaDetectorRecords, type DeclaredPv, declaredPvs } from '../../peers/areadetector.ts';
import { startCaIoc } from '../../peers/ca-server.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { type PulledEpics, pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { classesOf, kindsOf, specOf } from './shown.ts';

/** The devices of a beamline's detector, by ophyd-async's class, and what else ADCore's templates have there. */
const DEVICES = [
  { of: 'ADBaseIO', device: 'AD:cam1', class: 'ADBase', beside: [] },
  { of: 'NDFileHDF5IO', device: 'AD:HDF1', class: 'NDFileHDF5', beside: ['PluginType_RBV'] },
  { of: 'NDROIIO', device: 'AD:ROI1', class: 'NDROI', beside: ['PluginType_RBV', 'MinX'] },
  { of: 'NDStatsIO', device: 'AD:Stats1', class: 'NDStats', beside: ['PluginType_RBV', 'MeanValue_RBV'] },
  {
    of: 'NDProcessIO',
    device: 'AD:Proc1',
    class: 'NDProcess',
    beside: ['PluginType_RBV', 'EnableBackground', 'EnableFlatField'],
  },
  { of: 'NDCircularBuffIO', device: 'AD:CB1', class: 'NDCircularBuff', beside: ['PluginType_RBV'] },
  { of: 'NDPluginBaseIO', device: 'AD:image1', class: 'NDStdArrays', beside: ['PluginType_RBV', 'ArrayData'] },
  { of: 'NDROIStatIO', device: 'AD:ROIStat1', class: 'NDROIStat', beside: ['PluginType_RBV', 'ResetAll'] },
] as const;
const CHANNELS = [1, 2, 3];
/** A busy record without a readback is what is executed; ophyd-async sets a flag. */
const MOMENTARY = ['FlushNow: command, not rw enum'];

const beside = (read: string): DeclaredPv => ({ read, write: read, kind: 'SignalR', type: 'str', choices: [] });

let declared: Awaited<ReturnType<typeof declaredPvs>>;
let database: string;

beforeAll(async () => {
  declared = await declaredPvs();
  database = [
    ...DEVICES.map((one) => areaDetectorRecords(`${one.device}:`, [...declared[one.of]!, ...one.beside.map(beside)])),
    ...CHANNELS.map((n) => areaDetectorRecords(`AD:ROIStat1:${n}:`, declared['NDROIStatNIO']!)),
  ].join('\n');
});

/** The member through which a PV is read or written. */
function memberAt({ members }: DeviceSpec, pv: string): MemberSpec | undefined {
  return Object.values(members).find(
    (member) => member.source === `:${pv}` || ('write' in member && member.write === `:${pv}`),
  );
}

/** What a member should be, in few words, and what it is. */
function wanted({ kind, type, choices }: DeclaredPv): string {
  const types = { bool: 'enum', int: 'i32', float: 'f64', str: 'str', enum: 'enum' };
  const labels = type === 'enum' ? ` ${choices.filter(Boolean).join('|')}` : '';
  return `${kind === 'SignalR' ? 'r' : 'rw'} ${types[type]}${labels}`;
}

function shown(member: MemberSpec | undefined, { type, write, kind }: DeclaredPv): string {
  if (member === undefined || !('type' in member)) return String(member?.kind);
  const labels = type === 'enum' ? ` ${member.labels?.join('|')}` : '';
  const isFlag = type !== 'bool' || member.labels?.length === 2;
  const goesTo = kind === 'SignalR' || (member.write ?? member.source) === `:${write}`;
  return `${member.kind} ${isFlag ? member.type : 'no flag'}${labels}${goesTo ? '' : ` to ${member.write}`}`;
}

/** Every PV that is declared, with what is wrong with its member. */
function differences(spec: DeviceSpec, pvs: readonly DeclaredPv[]): readonly string[] {
  return pvs.flatMap((pv) => {
    const [should, is] = [wanted(pv), shown(memberAt(spec, pv.read), pv)];
    return should === is ? [] : [`${pv.read}: ${is}, not ${should}`];
  });
}

async function pulledBy(wire: 'pva' | 'ca'): Promise<PulledEpics & { readonly search: string }> {
  if (wire === 'pva') {
    const ioc = await running(startIoc(database));
    return { ...(await pullEpics({ address: `pva://${ioc.endpoint}` })), search: `127.0.0.1:${ioc.udp}` };
  }
  const ioc = await running(startCaIoc(database));
  const pvs = [...database.matchAll(/^record\(\w+, "([^"]+)"/gm)].map(([, pv]) => pv!);
  return { ...(await pullEpics({ address: `ca://${ioc.endpoint}`, options: { pvs } })), search: ioc.endpoint };
}

describe.each(['pva', 'ca'] as const)('areaDetector over %s', (wire) => {
  it('has every PV that ophyd-async declares, with its type and direction', async () => {
    const pulled = await pulledBy(wire);
    expect(classesOf(pulled)).toEqual(Object.fromEntries(DEVICES.map((one) => [one.device, one.class])));
    for (const { of, device } of DEVICES) {
      const pvs = declared[of]!;
      expect(pvs.length).toBeGreaterThan(14);
      expect([device, differences(specOf(pulled, device), pvs)]).toEqual([
        device,
        device === 'AD:HDF1' ? MOMENTARY : [],
      ]);
    }
    const channels = specOf(pulled, 'AD:ROIStat1').members[':'];
    expect(channels).toMatchObject({ kind: 'vector', keys: CHANNELS });
    const element = channels?.kind === 'vector' && (channels.of as DeviceSpec);
    expect(element && differences(element, declared['NDROIStatNIO']!)).toEqual([]);
    // As many classes as kinds of devices, and one of the channels.
    const { lock } = merge(undefined, [{ name: 'ad', kind: 'epics', ...pulled }]);
    expect(lock.classes.size).toBe(DEVICES.length + 1);
  });

  it('connects, sets and reads back', async () => {
    const pulled = await pulledBy(wire);
    class Cam extends Device {
      declare readonly acquireTime: SignalRW<number>;
      declare readonly imageMode: SignalRW<string>;
      static override readonly spec = named(specOf(pulled, 'AD:cam1'));
    }
    class Hdf extends Device {
      declare readonly filePath: SignalRW<string>;
      declare readonly capture: SignalRW<string>;
      static override readonly spec = named(specOf(pulled, 'AD:HDF1'));
    }
    const via = wire === 'pva' ? pva(pulled.search) : ca(pulled.search);
    const { cam, hdf } = await connectAll({ cam: new Cam('AD:cam1'), hdf: new Hdf('AD:HDF1') }, { via: [via] });
    expect([cam.$findings, hdf.$findings]).toEqual([[], []]);
    const path = `/data/${'long/'.repeat(20)}`;
    await cam.acquireTime.set(0.25);
    await cam.imageMode.set('Continuous');
    await hdf.filePath.set(path);
    await hdf.capture.set('Capture');
    await waitForValue(cam.acquireTime, 0.25);
    await waitForValue(cam.imageMode, 'Continuous');
    await waitForValue(hdf.filePath, path);
    await waitForValue(hdf.capture, 'Capture');
    await via.close();
  });
});

/** With members called as in TypeScript. */
function named(spec: DeviceSpec): DeviceSpec {
  const members = Object.entries(spec.members).map(([key, member]) => {
    const word = key.replace(/^:/, '').replace(/_RBV$/, '');
    return [word === '' ? 'channels' : word[0]!.toLowerCase() + word.slice(1), member] as const;
  });
  return { ...spec, members: Object.fromEntries(members) };
}

it('is the same over both wires', async () => {
  const [one, other] = [await pulledBy('pva'), await pulledBy('ca')];
  for (const { device } of DEVICES) expect(kindsOf(specOf(other, device))).toEqual(kindsOf(specOf(one, device)));
});

it('has its texts where the database does not say that they are', async () => {
  const old = database.replaceAll(' info(Q:form, "String")', '');
  const ioc = await running(startIoc(old));
  const pulled = await pullEpics({ address: `pva://${ioc.endpoint}` });
  expect(differences(specOf(pulled, 'AD:HDF1'), declared['NDFileHDF5IO']!)).toEqual(MOMENTARY);
  class Hdf extends Device {
    declare readonly filePath: SignalRW<string>;
    static override readonly spec = named(specOf(pulled, 'AD:HDF1'));
  }
  const via = pva(`127.0.0.1:${ioc.udp}`);
  const { hdf } = await connectAll({ hdf: new Hdf('AD:HDF1') }, { via: [via] });
  expect(hdf.$findings).toEqual([]);
  for (const path of [`/data/${'long/'.repeat(20)}`, '/\u00e9', '']) {
    await hdf.filePath.set(path);
    await waitForValue(hdf.filePath, path);
    expect(await hdf.filePath.get({ fresh: true })).toBe(path);
  }
  // Whoever has no class for it sees its bytes, over the same channel, and leaves it to the others.
  const bare = await openDevice('AD:HDF1:FilePath', { via: [via] });
  expect([...bare.$extras.values()].map((member) => 'type' in member && member.type)).toEqual(['i8[]']);
  await bare.$dispose();
  await hdf.filePath.set('/after');
  await waitForValue(hdf.filePath, '/after');
  await via.close();
});
