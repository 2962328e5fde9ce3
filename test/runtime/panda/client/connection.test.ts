import { CallError, deadline, PandaClient } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import { timeoutError } from '../../../../src/runtime/core/support/deadline.ts';
import { type LineServer, startLineServer } from './line-server.ts';

let server: LineServer;
let client: PandaClient;

/** A client of a server that answers as told. */
async function serve(answer: (line: string) => string | undefined, options = {}): Promise<void> {
  server = await startLineServer(answer);
  client = new PandaClient(server.address, options);
}

afterEach(async () => {
  await client.close();
  await server.stop();
});

const echo = (line: string): string => `OK =${line.slice(0, -1)}\n`;

describe('the window', () => {
  it('keeps 64 commands in flight, and tops up with each reply', async () => {
    await serve(() => undefined);
    const names = Array.from({ length: 200 }, (_, index) => `N${index}`);
    const asked = client.getMany(names);
    await until(() => server.lines.length > 0);
    await settled();
    expect(server.lines).toHaveLength(64);
    server.send('OK =\n');
    await until(() => server.lines.length > 64);
    await settled();
    expect(server.lines).toHaveLength(65);
    server.send('OK =\n'.repeat(64));
    await until(() => server.lines.length >= 129);
    await settled();
    expect(server.lines).toHaveLength(129);
    server.send('OK =\n'.repeat(64));
    await until(() => server.lines.length === 193);
    server.send('OK =\n'.repeat(64));
    await until(() => server.lines.length === 200);
    server.send('OK =\n'.repeat(7));
    expect(await asked).toHaveLength(200);
    expect(server.lines).toEqual(names.map((name) => `${name}?`));
  });

  it('leaves in one packet what is asked in one tick', async () => {
    await serve(echo);
    await client.get('FIRST');
    const calls = Array.from({ length: 20 }, (_, index) => client.get(`N${index}`));
    await client.set('S', '1').catch(() => undefined);
    await Promise.all(calls);
    expect(server.packets.slice(1)).toEqual([`${calls.map((_, index) => `N${index}?\n`).join('')}S=1\n`]);
    expect(server.connections).toBe(1);
  });
});

describe('a deadline', () => {
  it('ends a call, and a late answer goes to nobody', async () => {
    await serve(() => undefined);
    const io = deadline(60_000);
    const slow = client.get('SLOW', io);
    void until(() => server.lines.length === 1).then(() => io.abort(timeoutError(60_000)));
    await expect(slow).rejects.toMatchObject({
      code: 'CALL.TIMEOUT',
      completed: 'MAYBE',
      message: expect.stringContaining('SLOW? at 127.0.0.1'),
    });
    const next = client.get('NEXT');
    await until(() => server.lines.length === 2);
    server.send('OK =late\nOK =own\n');
    expect(await next).toBe('own');
  });

  it('is the caller’s signal, too', async () => {
    await serve(() => undefined);
    const controller = new AbortController();
    const call = client.set('A', '1', deadline(Infinity, controller.signal));
    await until(() => server.lines.length === 1);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'CALL.ABORTED', completed: 'MAYBE' });
    await expect(call).rejects.toMatchObject({ hint: expect.stringContaining('Read back') });
  });

  it('that is over sends nothing', async () => {
    await serve(echo);
    const controller = new AbortController();
    controller.abort();
    await expect(client.set('A', '1', deadline(1_000, controller.signal))).rejects.toMatchObject({ completed: 'NO' });
    const raw = { signal: controller.signal, remaining: () => 0 };
    await expect(client.set('A', '1', raw)).rejects.toMatchObject({ code: 'CALL.ABORTED', completed: 'NO' });
    expect(await client.get('B')).toBe('B');
    expect(server.lines).toEqual(['B?']);
  });

  it('that ends while others wait takes its command out of the queue', async () => {
    await serve(() => undefined);
    const names = Array.from({ length: 64 }, (_, index) => `N${index}`);
    const first = client.getMany(names);
    const second = client.set('LATER', '1', deadline(20));
    await expect(second).rejects.toMatchObject({ code: 'CALL.TIMEOUT', completed: 'NO' });
    server.send('OK =\n'.repeat(64));
    await first;
    const last = client.get('LAST');
    await until(() => server.lines.includes('LAST?'));
    server.send('OK =x\n');
    expect(await last).toBe('x');
    expect(server.lines).not.toContain('LATER=1');
  });
});

describe('a lost connection', () => {
  it('fails what was sent, sends nothing again, and the next call makes another', async () => {
    let isBroken = true;
    await serve((line) => (isBroken ? undefined : echo(line)));
    const lost: Error[] = [];
    client.onLost((why) => lost.push(why));
    const [set, get] = [client.set('A', '1'), client.get('B')];
    await until(() => server.lines.length === 2);
    server.hangUp();
    await expect(set).rejects.toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    await expect(get).rejects.toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    await expect(set).rejects.toBeInstanceOf(CallError);
    isBroken = false;
    expect(await client.get('C')).toBe('C');
    expect(server.lines).toEqual(['A=1', 'B?', 'C?']);
    expect(lost).toMatchObject([{ code: 'LINK.LOST' }]);
  });

  it('tells what was never sent apart', async () => {
    await serve(() => undefined);
    const sent = client.getMany(Array.from({ length: 64 }, (_, index) => `N${index}`));
    const waiting = client.set('LATER', '1');
    await until(() => server.lines.length === 64);
    server.hangUp();
    await expect(sent).rejects.toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    await expect(waiting).rejects.toMatchObject({
      code: 'LINK.LOST',
      completed: 'NO',
      message: expect.stringContaining('was not sent'),
    });
  });

  it('is one in mid-reply, too', async () => {
    await serve(() => undefined);
    const call = client.getLines('LIST');
    await until(() => server.lines.length === 1);
    server.send('!half\n!of it');
    server.hangUp();
    await expect(call).rejects.toMatchObject({ code: 'LINK.LOST' });
  });

  it('is one on which a box says nothing any more', async () => {
    await serve(() => undefined, { silence: 40 });
    await expect(client.get('A')).rejects.toMatchObject({
      code: 'LINK.LOST',
      message: expect.stringContaining('no byte within 40 ms'),
    });
    const next = client.get('B').catch(() => undefined);
    await until(() => server.connections === 2);
    await next;
  });
});

describe('what is no PandA', () => {
  it.each([
    ['an HTTP server', 'HTTP/1.1 400 Bad Request\n'],
    ['two answers to one question', 'OK\nOK\n'],
    ['a line without an end', `OK =${'x'.repeat(70_000)}`],
    ['a list cut by another reply', '!a\nOK =1\n'],
  ])('is told: %s', async (_, reply) => {
    await serve(() => reply);
    await expect(client.get('A').then(() => client.get('B'))).rejects.toMatchObject({
      code: 'PANDA.PROTOCOL',
      message: expect.stringContaining('Not what a PandA sends'),
    });
  });

  it('where nothing listens says so', async () => {
    await serve(echo);
    await server.stop();
    await expect(client.get('A')).rejects.toMatchObject({ code: 'CONNECT.FAILED', completed: 'NO' });
    server = await startLineServer(echo);
  });

  it('with an address that is none is refused', () => {
    for (const address of ['', 'tango://host:10000', 'a b', 'user@host', 'host:0', 'host:65535', 'host/path']) {
      expect(() => new PandaClient(address)).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
    }
    expect(new PandaClient('panda://BL01-panda').address).toMatchObject({ name: 'BL01-panda', port: 8888 });
    expect(new PandaClient('[::1]:7000').address).toMatchObject({ host: '::1', name: '[::1]:7000' });
  });
});

describe('close', () => {
  it('ends every call, and nothing can be asked afterwards', async () => {
    await serve(() => undefined);
    const call = client.get('A');
    await until(() => server.lines.length === 1);
    const ended = expect(call).rejects.toMatchObject({ code: 'LINK.CLOSED' });
    await client.close();
    await ended;
    await expect(client.get('A')).rejects.toMatchObject({ code: 'LINK.CLOSED', completed: 'NO' });
    expect(server.lines).toEqual(['A?']);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Whatever was on its way has arrived: an echo over another loopback connection takes as long. */
async function settled(): Promise<void> {
  const other = await startLineServer(echo);
  const probe = new PandaClient(other.address);
  for (let round = 0; round < 3; round++) await probe.get('A');
  await probe.close();
  await other.stop();
}
