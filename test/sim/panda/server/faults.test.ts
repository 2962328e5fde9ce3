import { describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { zedboardNoFmc } from '../../../../src/sim/panda/firmware/zedboard-no-fmc.ts';
import { SocketClient } from '../socket-client.ts';
import { sim, start } from './started.ts';

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
