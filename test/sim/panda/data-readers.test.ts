import { beforeEach, describe, expect, it } from 'vitest';
import { CaptureRig } from './capture-rig.ts';

let rig: CaptureRig;

beforeEach(() => {
  rig = new CaptureRig();
});

describe('the end of a capture', () => {
  it('is told with the samples that were sent, and the next one comes on the same connection', () => {
    const { sink } = rig.connect('NO_HEADER');
    rig.captureTwo();
    rig.captureTwo();
    expect(
      sink.bytes
        .toString()
        .split('\n')
        .filter((line) => !line.startsWith(' ')),
    ).toEqual(['OK', 'END 2 Ok', 'END 2 Ok', '']);
    expect(sink.isEnded).toBe(false);
  });

  it('is the end of the connection where one capture was asked for', () => {
    const { sink } = rig.connect('NO_HEADER ONE_SHOT');
    rig.captureTwo();
    expect(sink.bytes.toString()).toMatch(/END 2 Ok\n$/);
    expect(sink.isEnded).toBe(true);
  });

  it('is told by disarming, before it was enabled too', () => {
    const { sink } = rig.connect('XML');
    rig.set('*PCAP.ARM=');
    rig.pass(5);
    expect(sink.bytes.toString()).toBe('OK\n');
    rig.set('*PCAP.DISARM=');
    rig.pass(5);
    expect(sink.bytes.toString()).toMatch(/^OK\n<header>\n<data arm_time="[^"]*" missed="0" [^]*\n\nEND 0 Disarmed\n$/);
  });

  it('is told by samples that are too close together', () => {
    const { sink } = rig.connect('NO_HEADER');
    rig.set('*PCAP.ARM=', 'BITS.A=1', 'PCAP.TRIG_EDGE=Either');
    rig.pass(5);
    rig.set('BITS.C=1');
    rig.pass(2);
    rig.set('BITS.C=0');
    rig.pass(5);
    expect(sink.bytes.toString()).toMatch(/END 1 Framing error\n$/);
    expect(rig.ask('PCAP.HEALTH?')).toBe('OK =Capture events too close together');
    expect(rig.ask('*PCAP.COMPLETION?')).toBe('OK =Framing error');
  });

  it.each(['Driver data overrun', 'DMA data error'] as const)('is told by a fault of the hardware: %s', (reason) => {
    const { sink } = rig.connect('NO_HEADER');
    rig.set('*PCAP.ARM=', 'BITS.A=1');
    rig.pass(5);
    rig.capture.fail(reason);
    expect(sink.bytes.toString()).toMatch(new RegExp(`END 0 ${reason}\n$`));
    rig.pass(5);
    expect(rig.ask('PCAP.ACTIVE?')).toBe('OK =0');
  });

  it('is told to a client that sends no more', () => {
    const { sink, reader } = rig.connect('NO_HEADER');
    rig.set('*PCAP.ARM=', 'BITS.A=1');
    rig.pass(5);
    reader.hangUp();
    expect(sink.bytes.toString()).toMatch(/END 0 Early disconnect\n$/);
    expect(sink.isEnded).toBe(true);
    const idle = rig.connect('');
    idle.reader.detach();
    rig.set('*PCAP.DISARM=');
    rig.pass(5);
    const waiting = rig.connect('');
    waiting.reader.hangUp();
    expect(waiting.sink.bytes.toString()).toBe('OK\n');
    expect(waiting.sink.isEnded).toBe(true);
  });
});

describe('readers', () => {
  it('are several, each in its own form, and late ones get what is held', () => {
    const first = rig.connect('NO_HEADER RAW').sink;
    rig.set('*PCAP.ARM=', 'BITS.A=1');
    rig.pass(5);
    rig.trigger(3);
    const late = rig.connect('XML');
    rig.trigger(2);
    rig.set('BITS.A=0');
    rig.pass(5);
    expect(first.bytes.toString()).toMatch(/END 5 Ok\n$/);
    expect(late.sink.bytes.toString()).toMatch(/END 5 Ok\n$/);
    expect(late.sink.parts[0]).toContain('missed="0"');
    expect(rig.ask('*PCAP.STATUS?')).toBe('OK =Idle 2 0');
    late.reader.detach();
    expect(rig.ask('*PCAP.STATUS?')).toBe('OK =Idle 1 0');
  });

  it('that are slow hold up the next capture, and nobody else', () => {
    const slow = rig.connect('NO_HEADER');
    const quick = rig.connect('NO_HEADER');
    slow.sink.isOpen = false;
    rig.captureTwo();
    expect(quick.sink.bytes.toString()).toMatch(/END 2 Ok\n$/);
    expect(slow.sink.bytes.toString()).toBe('OK\n');
    expect(rig.ask('*PCAP.STATUS?')).toBe('OK =Idle 2 1');
    expect(rig.ask('*PCAP.ARM=')).toBe('ERR Data clients still taking data');
    slow.sink.isOpen = true;
    slow.reader.pump();
    expect(slow.sink.bytes).toEqual(quick.sink.bytes);
    rig.set('*PCAP.ARM=');
  });

  it('that are slower than what is held are told of an overrun, and late ones what they missed', () => {
    // Ten samples.
    rig = new CaptureRig(280);
    const slow = rig.connect('NO_HEADER');
    rig.set('*PCAP.ARM=', 'BITS.A=1');
    rig.pass(5);
    rig.trigger(2);
    slow.sink.isOpen = false;
    rig.trigger(22);
    const late = rig.connect('XML');
    slow.sink.isOpen = true;
    slow.reader.pump();
    expect(slow.sink.bytes.toString()).toMatch(/END 2 Data overrun\n$/);
    expect(slow.reader.isBusy).toBe(false);
    rig.trigger(1);
    rig.set('BITS.A=0');
    rig.pass(5);
    expect(late.sink.parts[0]).toContain('missed="20"');
    expect(late.sink.bytes.toString()).toMatch(/END 5 Ok\n$/);
    expect(rig.ask('*PCAP.CAPTURED?')).toBe('OK =25');
  });
});
