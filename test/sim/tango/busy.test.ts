import type { ObjectRef } from '@devgen/runtime/tango/codec';
import { DevFailed, TangoClient } from '@devgen/runtime/tango';
import { deadline } from '@devgen/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceClass } from '../../../src/sim/tango/device/device-class.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { LARGE, Probe, probeClass } from './classes/probe.ts';
import { command, locate, RawClient, request } from './raw-client.ts';

const probe = new Probe();
const stateless = deviceClass({
  name: 'Stateless',
  model: () => undefined,
  state() {
    throw new Error('a defect');
  },
});

let facility: Facility;
let client: TangoClient;
let ref: ObjectRef;
let raw: RawClient;

beforeAll(async () => {
  facility = await startFacility({
    servers: [
      {
        name: 'Probe/test',
        devices: [
          { name: 'test/probe/1', class: probeClass(probe) },
          { name: 'test/probe/2', class: probeClass(new Probe()) },
          { name: 'test/stateless/1', class: stateless },
        ],
      },
    ],
  });
  ref = await locate(facility, 'test/probe/1');
});
afterAll(() => facility.close());
beforeEach(async () => {
  client = new TangoClient({ tangoHost: facility.tangoHost, environment: {} });
  raw = await RawClient.connect(ref);
});
afterEach(async () => {
  await raw.destroy();
  await client.close();
  await vi.waitFor(() => expect(facility.connections).toBe(0));
});

const readLarge = (id: number): Uint8Array =>
  request(id, ref.key, 'read_attributes_5', (writer) => {
    writer.strings(['large']);
    writer.u32(0);
    writer.u32(0);
    writer.u32(0);
  });
const ping = (id: number): Uint8Array => request(id, ref.key, 'ping');

/** It still answers, whatever was done to it. */
async function lives(): Promise<void> {
  await client.device('test/probe/1').ping();
}

describe('a client that goes', () => {
  it('in the middle of a call does not stop it, and is missed by nobody', async () => {
    raw.send(command(1, ref.key, 'Hang'));
    await vi.waitFor(() => expect(probe.isHanging).toBe(true));
    raw.send(ping(2));
    // Pings do not wait for the device.
    expect(await raw.next()).toMatchObject({ id: 2 });
    const { done } = probe;
    await raw.destroy();
    const reading = client.device('test/probe/1').readAttributes(['large']);
    probe.release();
    expect((await reading)[0]?.value?.length).toBe(LARGE);
    expect(probe.done).toBe(done + 1);
  });

  it('that does not read is not read either, until it does', async () => {
    const calls = 250;
    const before = probe.reads;
    raw.pause();
    raw.send(Buffer.concat(Array.from({ length: calls }, (_, at) => readLarge(at))));
    await vi.waitFor(() => expect(probe.reads).toBeGreaterThan(before));
    // Others are served meanwhile, which takes longer than whatever would still be read of this client.
    for (let round = 0; round < 20; round++) await lives();
    expect(probe.reads - before).toBeLessThan(150);
    raw.resume();
    await raw.until(() => raw.received.length === calls);
    expect(probe.reads - before).toBe(calls);
  });
});

describe('a device that is busy', () => {
  it('lets the next call wait, in their order, and other devices of its server do not', async () => {
    const order: string[] = [];
    const hanging = client.device('test/probe/1').command('Hang').then(() => order.push('hung')); // prettier-ignore
    await vi.waitFor(() => expect(probe.isHanging).toBe(true));
    expect(await client.device('test/probe/2').status()).toContain('ON');
    const reading = client.device('test/probe/1').readAttributes(['large']).then(() => order.push('read')); // prettier-ignore
    await client.device('test/probe/1').attributeConfigs();
    order.push('configured');
    probe.release();
    await Promise.all([hanging, reading]);
    expect(order).toEqual(['configured', 'hung', 'read']);
  });

  it('is given up after a while by a call that waits, which was not carried out', async () => {
    const hanging = client.device('test/probe/1').command('Hang', undefined, undefined, deadline(20_000));
    await vi.waitFor(() => expect(probe.isHanging).toBe(true));
    const before = probe.reads;
    const reading = client.device('test/probe/1').readAttributes(['large'], {}, deadline(20_000));
    await expect(reading).rejects.toMatchObject({ reason: 'API_CommandTimedOut' });
    probe.release();
    await hanging;
    expect(probe.reads).toBe(before);
  });
});

describe('a class with a defect', () => {
  it('is told as an error of the device, and of the attribute alone', async () => {
    const device = client.device('test/probe/1');
    const readings = await device.readAttributes(['text', 'number', 'throws', 'State']);
    expect(readings.map(({ name, errors }) => [name, errors[0]?.reason])).toEqual([
      ['text', 'API_StdException'],
      ['number', 'API_StdException'],
      ['throws', 'API_StdException'],
      ['State', undefined],
    ]);
    expect(readings[2]?.errors[0]?.description).toBe('a defect ?');
    for (const name of ['Text', 'Number', 'Throw']) {
      const error: unknown = await device.command(name).catch((each: unknown) => each);
      expect([name, error instanceof DevFailed && error.reason]).toEqual([name, 'API_StdException']);
    }
  });

  it('is an unknown exception where not even the state can be told, and other devices answer', async () => {
    const { key } = await locate(facility, 'test/stateless/1');
    raw.send(request(1, key, '_get_state'));
    expect(await raw.next()).toMatchObject({ id: 1, status: 2, body: 'UNKNOWN NO' });
    await lives();
  });
});
