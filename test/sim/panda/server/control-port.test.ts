import { describe, expect, it, vi } from 'vitest';
import { SocketClient } from '../socket-client.ts';
import { sim, start } from './started.ts';

describe('the control port', () => {
  it('answers each line of each connection in its order, however it arrives', async () => {
    const client = await start();
    const other = await SocketClient.open(sim.port);
    const lines = Array.from({ length: 500 }, (_, i) => `*ECHO ${i}?\n`);
    const text = lines.join('');
    client.send(text.slice(0, 1000));
    client.send(text.slice(1000, 1003));
    other.send('BITS.A?\n*IDN');
    client.send(text.slice(1003));
    other.send('?\n');
    const expected = lines.map((_, i) => `OK =${i}\n`).join('');
    expect(await client.until(/=499\n$/)).toBe(expected);
    expect(await other.until(/embedded\n$/)).toMatch(/^OK =0\nOK =PandA SW: [^\n]*\n$/);
    expect(sim.asked.queries).toHaveLength(502);
  });

  it('ends a connection in silence whose line is longer than 1022 bytes', async () => {
    const client = await start();
    const longest = `*ECHO ${'x'.repeat(1022 - 7)}?`;
    expect(longest).toHaveLength(1022);
    expect(await client.ask(longest)).toBe('ERR Result too long');
    client.send(`BITS.A?\n${longest}x\nBITS.A?\n`);
    expect(await client.ended()).toMatch(/OK =0\n$/);
    const endless = await SocketClient.open(sim.port);
    endless.send('x'.repeat(1023));
    expect(await endless.ended()).toBe('');
  });

  it('answers what came before a client sends no more', async () => {
    const client = await start();
    client.socket.end('BITS.A?\n');
    expect(await client.ended()).toBe('OK =0\n');
  });

  it('lets go of a table whose connection ended', async () => {
    const client = await start();
    const other = await SocketClient.open(sim.port);
    client.send('SEQ1.TABLE<\n1 2 3 4\n');
    await other.ask('SEQ1.TABLE.LENGTH?');
    other.send('SEQ1.TABLE<\n\n');
    expect(await other.until(/ERR/)).toContain('ERR Table currently being written');
    client.close();
    await client.ended();
    await expect
      .poll(async () => {
        other.send('SEQ1.TABLE<\n1 2 3 4\n');
        return other.ask('');
      })
      .toBe('OK');
  });

  it('hears no more from a client that does not read, until it reads', async () => {
    const client = await start();
    client.socket.pause();
    const lines = 600;
    client.send('*CHANGES=S\n*CHANGES?\n'.repeat(lines));
    let asked = -1;
    await expect
      .poll(
        () => {
          const before = asked;
          asked = sim.asked.queries.length;
          return asked > 0 && asked === before;
        },
        { interval: 200, timeout: 20_000 },
      )
      .toBe(true);
    expect(asked).toBeLessThan(lines);
    let received = 0;
    client.socket.removeAllListeners('data').on('data', (chunk: Buffer) => (received += chunk.length));
    client.socket.resume();
    await expect.poll(() => sim.asked.queries.length, { timeout: 20_000 }).toBe(lines);
    await expect.poll(() => received, { timeout: 20_000 }).toBeGreaterThan(lines * 20_000);
  });

  it('gives up a client that leaves replies unread for ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const client = await start();
      client.socket.pause();
      client.send('*CHANGES=S\n*CHANGES?\n'.repeat(600));
      while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(10_000);
      client.socket.resume();
      await client.ended();
      expect(sim.asked.queries.length).toBeLessThan(600);
    } finally {
      vi.useRealTimers();
    }
  });

  it('says who is there', async () => {
    const client = await start();
    const data = await SocketClient.open(sim.dataPort);
    data.send('\n');
    await data.until(/OK/);
    const lines = (await client.ask('*WHO?')).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^!\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z config 127.0.0.1:${client.socket.localPort} $`,
        ),
      ),
      expect.stringMatching(new RegExp(`Z data 127.0.0.1:${data.socket.localPort} $`)),
      '.',
    ]);
  });
});
