import { CdrWriter, MessageType, type ObjectRef, writeLocateRequest } from '@devgen/runtime/tango/codec';
import { DevFailed, TangoClient } from '@devgen/runtime/tango';
import { deadline } from '@devgen/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceClass } from '../../../src/sim/tango/device/device-class.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { bytesOf, command, locate, RawClient, request } from './raw-client.ts';

const LARGE = 63_001;

/** What was done to the device, and calls that end when they are told to. */
class Probe {
  reads = 0;
  done = 0;
  isHanging = false;
  release = (): void => {};

  hang(): Promise<void> {
    this.isHanging = true;
    return new Promise((resolve) => {
      this.release = () => {
        this.done++;
        this.isHanging = false;
        resolve();
      };
    });
  }
}

const probe = new Probe();
const probed = deviceClass<Probe>({
  name: 'Probe',
  model: () => probe,
  attributes: {
    large: {
      type: 'DevDouble',
      dataFormat: 'SPECTRUM',
      maxDimX: LARGE,
      read(each) {
        each.reads++;
        return new Float64Array(LARGE);
      },
    },
    text: { type: 'DevString', read: () => 'beyond \u20ac' },
    number: { type: 'DevShort', read: () => 1e9 },
    throws: {
      type: 'DevShort',
      read() {
        throw new Error('a defect \u20ac');
      },
    },
  },
  commands: {
    Hang: { run: (each) => each.hang() },
    Text: { out: 'DevString', run: () => 'beyond \u20ac' },
    Number: { out: 'DevShort', run: () => 1e9 },
    Throw: {
      run() {
        throw new Error('a defect');
      },
    },
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
          { name: 'test/probe/1', class: probed },
          { name: 'test/probe/2', class: probed },
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

const oneWay = (bytes: Uint8Array): Uint8Array => bytes.with(16, 0);
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

describe('what a client asks wrongly', () => {
  it('an operation or an object that is not there is a system exception, and the connection lives', async () => {
    raw.send(request(1, ref.key, 'make_coffee'));
    expect(await raw.next()).toMatchObject({ id: 1, status: 2, body: 'BAD_OPERATION NO' });
    raw.send(request(2, Uint8Array.of(1, 2, 3), 'ping'));
    expect(await raw.next()).toMatchObject({ id: 2, status: 2, body: 'OBJECT_NOT_EXIST NO' });
    raw.send(request(3, new Uint8Array(0), 'ping'));
    expect(await raw.next()).toMatchObject({ id: 3, status: 2, body: 'OBJECT_NOT_EXIST NO' });
    raw.send(ping(4));
    expect(await raw.next()).toMatchObject({ id: 4, status: 0 });
  });

  it('parameters that are none are a MARSHAL exception, and the connection lives', async () => {
    for (const [id, operation] of ['read_attributes_5', 'write_attributes_4', 'command_inout_4', '_is_a'].entries()) {
      raw.send(request(id, ref.key, operation));
      expect(await raw.next()).toMatchObject({ id, status: 2, body: 'MARSHAL NO' });
      raw.send(request(id, ref.key, operation, (writer) => writer.u32(0xffff_fff0)));
      expect(await raw.next()).toMatchObject({ id, status: 2, body: 'MARSHAL NO' });
    }
    raw.send(ping(9));
    expect(await raw.next()).toMatchObject({ id: 9, status: 0 });
  });

  it('a call that wants no reply gets none, not even an error', async () => {
    raw.send(oneWay(ping(1)));
    raw.send(oneWay(request(2, ref.key, 'make_coffee')));
    raw.send(oneWay(command(3, ref.key, 'Throw')));
    raw.send(ping(4));
    expect(await raw.next()).toMatchObject({ id: 4 });
    raw.send(command(5, ref.key, 'Throw'));
    expect(await raw.next()).toMatchObject({ id: 5, status: 1, body: 'IDL:Tango/DevFailed:1.0' });
    expect(raw.received.map(({ id }) => id)).toEqual([4, 5]);
  });
});

describe('what a client sends', () => {
  it('byte by byte, or many requests at once, is all the same', async () => {
    for (const byte of ping(1)) {
      raw.send(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await raw.until(() => raw.received.length === 1);
    raw.send(Buffer.concat(Array.from({ length: 500 }, (_, at) => ping(at + 2))));
    await raw.until(() => raw.received.length === 501);
    expect(raw.received.map(({ id }) => id)).toEqual(Array.from({ length: 501 }, (_, at) => at + 1));
  });

  it('in any version of GIOP and byte order is answered in that version', async () => {
    raw.send(request(1, ref.key, 'ping', undefined, false));
    expect(await raw.next()).toMatchObject({ id: 1, status: 0, minor: 2 });
    for (const minor of [0, 1]) {
      raw.send(oldPing(minor, 2 + minor));
      expect(await raw.next()).toMatchObject({ id: 2 + minor, status: 0, minor });
    }
  });

  it('in fragments is put together', async () => {
    const whole = command(7, ref.key, 'Throw');
    const [first, rest] = [whole.slice(0, 32), whole.subarray(32)];
    first[6] = 3;
    new DataView(first.buffer).setUint32(8, 20, true);
    const second = Buffer.concat([Buffer.from('47494f5001020107', 'hex'), word(rest.length + 4), word(7), rest]);
    raw.send(first);
    raw.send(second);
    expect(await raw.next()).toMatchObject({ id: 7, status: 1 });
  });

  it('a question where an object is, is answered', async () => {
    raw.send(bytesOf((writer) => writeLocateRequest(writer, 1, ref.key)));
    expect(await raw.next()).toMatchObject({ type: MessageType.locateReply });
    raw.send(bytesOf((writer) => writeLocateRequest(writer, 2, Uint8Array.of(9))));
    expect(await raw.next()).toMatchObject({ type: MessageType.locateReply });
  });

  it.each([
    ['no GIOP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message larger than any', Buffer.from('47494f5001020100ffffff7f', 'hex')],
    ['a version that is not there', Buffer.from('47494f5002000100000000000', 'hex')],
    ['a reply', Buffer.from('47494f50010201010c000000010000000000000000000000', 'hex')],
    ['half a request header', Buffer.from('47494f50010201000400000001000000', 'hex')],
    ['a fragment of nothing', Buffer.from('47494f500102010700000000', 'hex')],
  ])('that is %s ends the connection, with a message error', async (_, bytes) => {
    raw.send(bytes);
    expect(await raw.next()).toMatchObject({ type: MessageType.messageError });
    await raw.ended();
    await lives();
  });

  it('a goodbye is answered with one', async () => {
    raw.send(Buffer.from('47494f500102010500000000', 'hex'));
    await raw.ended();
    expect(raw.received).toEqual([]);
  });

  it('a cancel changes nothing', async () => {
    raw.send(Buffer.from('47494f50010201020400000001000000', 'hex'));
    raw.send(ping(2));
    expect(await raw.next()).toMatchObject({ id: 2, status: 0 });
  });

  it('half a message, and nothing more, is forgotten when the client goes', async () => {
    raw.send(Buffer.from('47494f5001020100ffff0000', 'hex'));
    raw.send(new Uint8Array(1000));
    await lives();
    await raw.destroy();
    await client.close();
    await vi.waitFor(() => expect(facility.connections).toBe(0));
  });
});

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
});

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A ping of GIOP 1.0 or 1.1: contexts, id, response expected, key, operation, principal. */
function oldPing(minor: number, id: number): Uint8Array {
  const writer = new CdrWriter();
  writer.raw(Buffer.from(`47494f50010${minor}010000000000`, 'hex'));
  writer.u32(0);
  writer.u32(id);
  writer.bool(true);
  writer.octets(ref.key);
  writer.string('ping');
  writer.u32(0);
  writer.patchU32(8, writer.position - 12);
  return new Uint8Array(writer.written());
}
