import { writeIor, writeReply } from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { call, coded, echo, failure, newOrb, startServer } from './wire-calls.ts';
import type { WireRequest } from './wire-server.ts';

describe('what a server says', () => {
  it('is followed where it forwards, and asked again when that leads nowhere', async () => {
    const there = await startServer((request) => request.reply(`there ${request.key}`));
    const moved = there.ref('moved');
    const here = await startServer(({ connection, id }) => {
      connection.send((writer) => writeReply(writer, id, 3, (w) => writeIor(w, moved)));
    });
    const orb = newOrb();
    const ref = here.ref();
    await expect(call(orb, ref)).resolves.toBe('there moved');
    await expect(call(orb, ref)).resolves.toBe('there moved');
    expect([here.requests.length, there.requests.length]).toEqual([1, 2]);
    await there.stop();
    // The first finds the connection lost or nobody there; what comes after asks the server that forwarded.
    await failure(call(orb, ref));
    await expect(call(orb, ref)).rejects.toEqual(coded('CONNECT.FAILED', 'NO'));
    await expect(call(orb, ref)).rejects.toEqual(coded('CONNECT.FAILED', 'NO'));
    expect(here.requests.length).toBeGreaterThan(1);
  });

  it('ends where servers forward to each other', async () => {
    const server = await startServer(({ connection, id }, { port }) => {
      const ref = { typeId: '', host: '127.0.0.1', port, alternates: [], key: new Uint8Array(1) };
      connection.send((writer) => writeReply(writer, id, 3, (w) => writeIor(w, ref)));
    });
    await expect(call(newOrb(), server.ref())).rejects.toEqual(coded('TANGO.PROTOCOL', 'NO'));
  });

  it.each([
    ['other than GIOP', (r: WireRequest) => r.connection.raw(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))],
    ['MessageError', (r: WireRequest) => r.connection.raw(Buffer.from('47494f500102010600000000', 'hex'))],
    ['a request of its own', (r: WireRequest) => r.connection.raw(Buffer.from('47494f500102010000000000', 'hex'))],
  ])('is an error when it is %s, and the next call has a new connection', async (_, say) => {
    const server = await startServer((request) => (request.argument === 'bad' ? say(request) : echo(request)));
    const orb = newOrb();
    await expect(call(orb, server.ref(), 'bad')).rejects.toEqual(coded('TANGO.PROTOCOL', 'MAYBE'));
    await expect(call(orb, server.ref(), 'good')).resolves.toBe('good');
    expect(server.connections).toHaveLength(2);
  });

  it('spoils one call only when one body cannot be read', async () => {
    const server = await startServer((request) => {
      if (request.argument !== 'bad') echo(request);
      else request.connection.send((writer) => writeReply(writer, request.id, 0, (w) => w.u32(1000)));
    });
    const orb = newOrb();
    const calls = ['a', 'bad', 'b'].map((text) => failure(call(orb, server.ref(), text)));
    await expect(Promise.all(calls)).resolves.toEqual([
      'no error',
      expect.objectContaining({ code: 'TANGO.PROTOCOL' }),
      'no error',
    ]);
    expect(server.connections).toHaveLength(1);
  });
});
