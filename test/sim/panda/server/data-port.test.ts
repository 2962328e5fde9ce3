import { describe, expect, it } from 'vitest';
import { SocketClient } from '../socket-client.ts';
import { sim, start } from './started.ts';

describe('the data port', () => {
  it('refuses options that it does not know, and ignores what comes after those that it does', async () => {
    const client = await start();
    const refused = await SocketClient.open(sim.dataPort);
    refused.send('XML UNSCALED\n');
    expect(await refused.ended()).toBe('ERR Invalid data capture option\n');
    const windows = await SocketClient.open(sim.dataPort);
    windows.send('XML\r\n');
    expect(await windows.ended()).toBe('ERR Cannot process CR character\n');
    const data = await SocketClient.open(sim.dataPort);
    data.send('NO_HEADER\nwhatever\n');
    for (const line of ['PCAP.TS_TRIG.CAPTURE=Value', 'PCAP.ENABLE=ONE', '*PCAP.ARM='])
      expect(await client.ask(line)).toBe('OK');
    sim.advance(1e-6);
    expect(await client.ask('*PCAP.DISARM=')).toBe('OK');
    sim.advance(1e-6);
    expect(await data.until(/END.*\n/)).toBe('OK\nEND 0 Disarmed\n');
    data.socket.end();
    expect(await data.ended()).toBe('OK\nEND 0 Disarmed\n');
  });

  it('tells a client that hangs up within a capture how far it came', async () => {
    const client = await start();
    const data = await SocketClient.open(sim.dataPort);
    data.send('NO_HEADER\n');
    await data.until(/OK/);
    for (const line of ['PCAP.TS_TRIG.CAPTURE=Value', '*PCAP.ARM=']) await client.ask(line);
    data.socket.end();
    expect(await data.ended()).toBe('OK\nEND 0 Early disconnect\n');
    expect(await client.ask('*PCAP.STATUS?')).toBe('OK =Busy 0 0');
  });

  it('gives a reader up that cannot follow, whose socket is full', async () => {
    // Millions of samples a second, of which little is held.
    const client = await start({ pace: 'max', ringBytes: 8 << 20 });
    const [slow, quick] = [await SocketClient.open(sim.dataPort), await SocketClient.open(sim.dataPort)];
    slow.send('UNFRAMED RAW NO_HEADER\n');
    quick.send('UNFRAMED RAW NO_HEADER\n');
    await Promise.all([slow.until(/OK/), quick.until(/OK/)]);
    slow.socket.pause();
    let bytes = 0;
    quick.socket.removeAllListeners('data').on('data', (chunk) => (bytes += chunk.length));
    const captures = (await client.ask('*CAPTURE.*?')).match(/INENC\d\.VAL/g)!;
    for (const line of [
      ...captures.map((name) => `${name}.CAPTURE=Value Diff Min Max Sum`),
      'PCAP.TRIG=CLOCK1.OUT',
      'PCAP.ENABLE=BITS.OUTA',
      'CLOCK1.PERIOD.RAW=40',
      '*PCAP.ARM=',
      'CLOCK1.ENABLE=ONE',
      'BITS.A=1',
    ])
      expect([line, await client.ask(line)]).toEqual([line, 'OK']);
    await expect.poll(() => bytes, { timeout: 60_000 }).toBeGreaterThan(24 << 20);
    slow.socket.resume();
    await slow.until(/END/);
    expect(slow.received.toString('latin1')).toMatch(/END \d+ Data overrun\n$/);
    expect(await client.ask('*PCAP.STATUS?')).toBe('OK =Busy 2 1');
    for (const line of ['BITS.A=0', 'CLOCK1.ENABLE=ZERO']) await client.ask(line);
    expect(await client.ask('*PCAP.COMPLETION?')).toBe('OK =Ok');
  });
});
