import { afterEach, describe, expect, it, vi } from 'vitest';
import { deadline } from '../../../../src/runtime/core/support/deadline.ts';
import type { Target } from '../../../../src/runtime/core/polled/polled-session.ts';
import { DevFailed } from '../../../../src/runtime/tango/client/device/dev-failed.ts';
import { TangoSession } from '../../../../src/runtime/tango/connector/session.ts';
import { failure, FakeDevice } from './fake-device.ts';

const io = deadline(Infinity);
const sessions: TangoSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

async function open(device: FakeDevice, heartbeat = 100_000): Promise<TangoSession> {
  const options = { source: 'tango://h:1/a/b/c', address: (name: string) => `tango://h:1/a/b/c/${name}`, heartbeat };
  const session = await TangoSession.open(device, options, io);
  sessions.push(session);
  return session;
}

const target = (member: Target['member']): Target => ({ path: [], member, live: member });
const signal = (source: string): Target => target({ kind: 'rw', source, type: 'f64' });

/** Whether the session has ended by now. */
async function ended(session: TangoSession): Promise<boolean> {
  return Promise.race([
    session.gone.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(resolve, 0, false)),
  ]);
}

describe('reading', () => {
  it('is one call for many attributes, and one that fails spoils no other', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    device.values.delete('a');
    const readings = await session.read([signal('B'), signal('a'), signal('none'), signal('b')], io);
    expect(readings.map((reading) => (reading.ok ? reading.value : reading.error.code))).toEqual([
      'TANGO.DEV_FAILED',
      'TANGO.DEV_FAILED',
      'MEMBER.MISSING',
      2,
    ]);
    expect(device.reads).toEqual([{ names: ['B', 'a', 'b'], source: 'CACHE_DEV' }]);
  });
});

describe('a write', () => {
  it('is sent once when it times out', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    device.failure = failure('CALL.TIMEOUT');
    await expect(session.write(signal('a'), 3, io)).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    expect(device.writes.length).toBe(1);
  });

  it('is followed by reads that cannot be older than it', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    const sources = async (): Promise<readonly (string | undefined)[]> => {
      device.reads.length = 0;
      await session.read([signal('a')], io);
      return device.reads.map(({ source }) => source);
    };
    expect(await sources()).toEqual(['CACHE_DEV']);
    device.time = 100n;
    await session.write(signal('A'), 3, io);
    expect(await sources()).toEqual(['DEV']);
    expect(await sources()).toEqual(['CACHE_DEV', 'DEV']);
    device.cacheTime = 120n;
    expect(await sources()).toEqual(['CACHE_DEV']);
    device.cacheTime = 0n;
    expect(await sources()).toEqual(['CACHE_DEV']);
  });

  it('returns at once when nobody waits, and is sent all the same', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    device.writeAttributes = (writes) => {
      device.writes.push(...writes);
      return new Promise(() => {});
    };
    await session.write(signal('a'), 3, io, { wait: false });
    expect(device.writes.length).toBe(1);
  });

  it('that the server refuses for its limits names them and keeps its words', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    const error = { reason: 'API_WAttrOutsideLimit', severity: 'ERR', description: 'too high', origin: 'x' } as const;
    device.failure = new DevFailed([error], { source: 's' });
    await expect(session.write(signal('a'), 30, io)).rejects.toMatchObject({
      code: 'VALUE.LIMITS',
      expected: { low: 0, high: 9 },
      actual: 30,
      message: expect.stringContaining('too high'),
      cause: device.failure,
    });
  });

  it('does not leave the client when it cannot be right', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    await expect(session.write(signal('a'), 'three', io)).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    await expect(session.write(signal('r'), 3, io)).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    await expect(session.write(signal('none'), 3, io)).rejects.toMatchObject({ code: 'MEMBER.MISSING' });
    expect(device.writes).toEqual([]);
  });
});

describe('what cannot be', () => {
  it('is refused: the setpoint of what is read-only, a command that is not there', async () => {
    const session = await open(new FakeDevice());
    await expect(session.setpoint(signal('r'), io)).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    const stop = target({ kind: 'command', source: 'Stop' });
    await expect(session.execute(stop, undefined, io)).rejects.toMatchObject({ code: 'MEMBER.MISSING' });
    const go = target({ kind: 'command', source: 'GO' });
    await expect(session.execute(go, undefined, io)).resolves.toBeUndefined();
  });
});

describe('the end', () => {
  it('comes with the connection, and every call rejects from then on', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    device.vanish();
    expect(await ended(session)).toBe(true);
    await expect(session.read([signal('a')], io)).rejects.toMatchObject({ code: 'LINK.LOST' });
    await expect(session.write(signal('a'), 3, io)).rejects.toMatchObject({ code: 'LINK.LOST' });
    expect([device.reads.length, device.writes.length]).toEqual([0, 0]);
  });

  it.each(['CONNECT.FAILED', 'CONNECT.TIMEOUT', 'LINK.LOST'])(
    'is what a call tells of that failed with %s',
    async (code) => {
      const device = new FakeDevice();
      const session = await open(device);
      device.failure = failure(code);
      await expect(session.read([signal('a')], io)).rejects.toMatchObject({ code: 'LINK.LOST', cause: device.failure });
      expect(await ended(session)).toBe(true);
    },
  );

  it('is not what a slow device tells of while it answers pings', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    device.failure = failure('CALL.TIMEOUT');
    await expect(session.read([signal('a')], io)).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    expect(device.pings).toBe(1);
    expect(await ended(session)).toBe(false);
  });

  it('is what a process tells of that answers no ping either', async () => {
    const device = new FakeDevice();
    const session = await open(device);
    device.failure = failure('CALL.TIMEOUT');
    device.pingFailure = failure('CALL.TIMEOUT');
    await expect(session.read([signal('a')], io)).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    expect(await ended(session)).toBe(true);
  });

  it('is noticed in silence too', async () => {
    const device = new FakeDevice();
    const session = await open(device, 5);
    await vi.waitUntil(() => device.pings > 1);
    expect(await ended(session)).toBe(false);
    device.pingFailure = failure('LINK.LOST');
    await session.gone;
  });

  it('leaves nothing behind after close', async () => {
    const device = new FakeDevice();
    const session = await open(device, 5);
    expect(device.watched).toBe(1);
    session.close();
    expect(device.watched).toBe(0);
    const { pings } = device;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(device.pings).toBe(pings);
    await expect(session.read([signal('a')], io)).rejects.toMatchObject({ code: 'LINK.LOST' });
  });
});
