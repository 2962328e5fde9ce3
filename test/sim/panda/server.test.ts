import { afterEach, describe, expect, it, vi } from 'vitest';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { zedboardNoFmc } from '../../../src/sim/panda/firmware/zedboard-no-fmc.ts';
import { PandaSim, type PandaSimOptions } from '../../../src/sim/panda/server/panda-sim.ts';
import { SocketClient } from './socket-client.ts';

let sim: PandaSim;

async function start(options: PandaSimOptions = {}): Promise<SocketClient> {
  sim = await PandaSim.start({ pace: 'manual', ...options });
  return SocketClient.open(sim.port);
}

afterEach(() => sim.stop());

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

describe('faults on command', () => {
  it('restart it in mid-capture, with what was saved', async () => {
    const client = await start();
    const data = await SocketClient.open(sim.dataPort);
    data.send('NO_HEADER\n');
    for (const line of ['PULSE1.WIDTH.UNITS=ms', 'PULSE1.WIDTH=3', 'LUT3.FUNC=A&~B', 'PCAP.TS_TRIG.CAPTURE=Value'])
      expect(await client.ask(line)).toBe('OK');
    client.forget();
    client.send('SEQ2.TABLE<\n1 2 3 4\n\n*METADATA.LAYOUT<\na\nb\n\n');
    await client.until(/OK\nOK\n/);
    expect(await client.ask('*METADATA.DESIGN=mine')).toBe('OK');
    expect(await client.ask('*SAVESTATE=')).toBe('OK');
    for (const line of ['PULSE1.WIDTH=4', '*PCAP.ARM=']) expect(await client.ask(line)).toBe('OK');
    const { port, dataPort } = sim;
    await sim.restart();
    expect([sim.port, sim.dataPort]).toEqual([port, dataPort]);
    await client.ended();
    expect(await data.ended()).toBe('OK\n');
    const again = await SocketClient.open(port);
    expect(await again.ask('PULSE1.WIDTH?')).toBe('OK =3');
    expect(await again.ask('PULSE1.WIDTH.UNITS?')).toBe('OK =ms');
    expect(await again.ask('LUT3.FUNC?')).toBe('OK =A&~B');
    expect(await again.ask('SEQ2.TABLE?')).toBe('!1\n!2\n!3\n!4\n.');
    expect(await again.ask('*METADATA.LAYOUT?')).toBe('!a\n!b\n.');
    expect(await again.ask('*CAPTURE?')).toBe('!PCAP.TS_TRIG Value\n.');
    expect(await again.ask('*PCAP.STATUS?')).toBe('OK =Idle 0 0');
  });

  it('swap its firmware between connections', async () => {
    const client = await start({ firmware: pandaboxNoFmc });
    await client.ask('SEQ1.REPEATS=5');
    await client.ask('*SAVESTATE=');
    await sim.restart(zedboardNoFmc);
    await client.ended();
    const again = await SocketClient.open(sim.port);
    expect(await again.ask('*METADATA.APPNAME?')).toBe('OK =zedboard-no-fmc');
    expect(await again.ask('SEQ.REPEATS?')).toBe('OK =0');
    expect(sim.firmware).toBe(zedboardNoFmc);
  });

  it('cut a reply, once', async () => {
    const client = await start();
    sim.faults.nextReply({ cutAfter: 7 });
    client.send('*IDN?\n');
    expect(await client.ended()).toBe('OK =Pan');
    const again = await SocketClient.open(sim.port);
    expect(await again.ask('BITS.A?')).toBe('OK =0');
  });

  it('say something that is no reply, once', async () => {
    const client = await start();
    sim.faults.nextReply({ instead: 'WHAT? 1\n' });
    client.send('*IDN?\nBITS.A?\n');
    expect(await client.until(/OK/)).toBe('WHAT? 1\nOK =0\n');
  });

  it('cut the data port in mid-frame', async () => {
    const client = await start();
    const data = await SocketClient.open(sim.dataPort);
    data.send('FRAMED NO_HEADER\n');
    await data.until(/OK/);
    for (const line of [
      'PCAP.TS_TRIG.CAPTURE=Value',
      'PCAP.ENABLE=ONE',
      'PCAP.TRIG=CLOCK1.OUT',
      'CLOCK1.PERIOD.RAW=1000',
      'CLOCK1.ENABLE=ONE',
      '*PCAP.ARM=',
    ])
      await client.ask(line);
    sim.faults.cutData(20);
    sim.advance(0.001);
    const bytes = await data.ended().then(() => data.received);
    expect(bytes).toHaveLength(3 + 20);
    expect(bytes.toString('latin1', 3, 7)).toBe('BIN ');
    expect(bytes.readUInt32LE(7)).toBeGreaterThan(20);
    await expect.poll(() => client.ask('*PCAP.STATUS?')).toBe('OK =Busy 0 0');
  });

  it('fail a capture', async () => {
    const client = await start();
    for (const line of ['PCAP.TS_TRIG.CAPTURE=Value', '*PCAP.ARM=']) await client.ask(line);
    sim.failCapture('DMA data error');
    expect(await client.ask('*PCAP.COMPLETION?')).toBe('OK =DMA data error');
  });
});

describe('simulated time', () => {
  it('stands still until it is told to pass', async () => {
    await start({ pace: 'manual' });
    expect(sim.time).toBe(0);
    sim.advance(1.5);
    expect(sim.time).toBe(1.5);
  });

  it('passes beside real time', async () => {
    const client = await start({ pace: 1000 });
    const ask = async (): Promise<number> => {
      await client.ask('BITS.A?');
      return sim.time;
    };
    const before = await ask();
    await expect.poll(ask).toBeGreaterThan(before + 1);
  });

  it('passes from event to event as fast as it can, and stands still without events', async () => {
    const client = await start({ pace: 'max' });
    for (const line of ['SEQ1.PRESCALE=1', 'SEQ1.REPEATS=1', 'COUNTER1.TRIG=SEQ1.OUTA', 'COUNTER1.ENABLE=ONE'])
      expect(await client.ask(line)).toBe('OK');
    // A thousand pulses of an hour each.
    client.forget();
    client.send(`SEQ1.TABLE<\n${0x1003e8} 0 1800 1800\n\n`);
    expect(await client.until(/\n/)).toBe('OK\n');
    expect(await client.ask('SEQ1.ENABLE=ONE')).toBe('OK');
    await expect.poll(() => client.ask('SEQ1.STATE?')).toBe('OK =WAIT_ENABLE');
    await expect.poll(() => client.ask('COUNTER1.OUT?')).toBe('OK =1000');
    expect(sim.time).toBeGreaterThan(3_600_000);
    const { time } = sim;
    await client.ask('*IDN?');
    expect(sim.time).toBe(time);
  });
});
