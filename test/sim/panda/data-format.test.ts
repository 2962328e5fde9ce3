import { beforeEach, describe, expect, it } from 'vitest';
import { dataOptions } from '../../../src/sim/panda/capture/data-options.ts';
import { DataReader } from '../../../src/sim/panda/capture/data-reader.ts';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { CaptureRig, Sink } from './capture-rig.ts';
import { Dialogue } from './dialogue.ts';

let rig: CaptureRig;

beforeEach(() => {
  rig = new CaptureRig();
});

describe('options', () => {
  it('are words, of which later ones win', () => {
    expect(dataOptions('')).toMatchObject({ format: 'ASCII', process: 'SCALED', isXml: false });
    expect(dataOptions(' XML FRAMED  RAW')).toMatchObject({ format: 'FRAMED', process: 'RAW', isXml: true });
    expect(dataOptions('XML BARE')).toEqual({
      format: 'UNFRAMED',
      process: 'RAW',
      isXml: false,
      omitsHeader: true,
      omitsStatus: true,
      isOneShot: true,
    });
    expect(dataOptions('BARE DEFAULT')).toEqual(dataOptions(''));
    for (const wrong of ['xml', 'UNSCALED', 'XML,RAW', '1'])
      expect(() => dataOptions(wrong)).toThrow(/Invalid data capture option|No name found/);
    expect(() => dataOptions('XML\r')).toThrow('Cannot process CR character');
  });
});

describe('a header', () => {
  it('is XML', () => {
    rig.set('ODD2_ONE2.POS.CAPTURE=Max', 'ODD2_ONE2.POS.UNITS=<"µm" & \'more\'>', 'PCAP.GATE_DURATION.CAPTURE=Value');
    const { sink } = rig.connect('XML FRAMED SCALED');
    rig.captureTwo();
    const [header] = sink.parts;
    const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z/.source;
    expect(header.replaceAll(new RegExp(time, 'g'), 'TIME')).toBe(`OK
<header>
<data arm_time="TIME" start_time="TIME" missed="0" process="Scaled" format="Framed" sample_bytes="44" />
<fields>
<field name="PCAP.BITS0" type="uint32" capture="Value" />
<field name="ODD2_ONE1.POS" type="double" capture="Value" scale="0.001" offset="5" units="mm" />
<field name="ODD2_ONE2.POS" type="double" capture="Max" scale="0.001" offset="5" units="&lt;&quot;µm&quot; &amp; &apos;more&apos;&gt;" />
<field name="PCAP.GATE_DURATION" type="double" capture="Value" scale="8e-09" offset="0" units="s" />
<field name="PCAP.TS_TRIG" type="double" capture="Value" scale="8e-09" offset="0" units="s" />
<field name="ODD2_ONE1.POS" type="double" capture="Mean" scale="0.001" offset="5" units="mm" />
</fields>
</header>

`);
    const [arm, start] = header.match(new RegExp(time, 'g'))!.map((text) => Number(text.slice(-10, -1)));
    // Enabled two ticks after it was armed.
    expect((start! - arm! + 1e9) % 1e9).toBe(16);
  });

  it('is text', () => {
    const { sink } = rig.connect('');
    rig.captureTwo();
    const [header, rest] = sink.parts;
    expect(header.replaceAll(/_time: .*/g, '_time: TIME')).toBe(`OK
arm_time: TIME
start_time: TIME
missed: 0
process: Scaled
format: ASCII
fields:
 PCAP.BITS0 uint32 Value
 ODD2_ONE1.POS double Value scale: 0.001 offset: 5 units: mm
 PCAP.TS_TRIG double Value scale: 8e-09 offset: 0 units: s
 ODD2_ONE1.POS double Mean scale: 0.001 offset: 5 units: mm

`);
    expect(rest.toString()).toBe(' 84 3.5 2.4e-07 3.5\n 84 7.5 5.6e-07 nan\nEND 2 Ok\n');
  });

  it('of raw data names what means and deviations need', () => {
    rig.set('ODD2_ONE1.POS.CAPTURE=StdDev Value', 'ODD2_ONE2.POS.CAPTURE=Mean Sum');
    const other = rig.connect('XML UNFRAMED RAW').sink;
    rig.captureTwo();
    const fields = other.parts[0].split('\n').filter((line) => line.startsWith('<field '));
    expect(fields.map((line) => / name="(.*?)" type="(.*?)" capture="(.*?)"/.exec(line)!.slice(1).join(' '))).toEqual([
      'PCAP.GATE_DURATION int32 Value',
      'PCAP.BITS0 uint32 Value',
      'ODD2_ONE1.POS int32 Value',
      'ODD2_ONE2.POS int64 Sum',
      'PCAP.TS_TRIG int64 Value',
      'ODD2_ONE2.POS int64 Mean',
      'ODD2_ONE1.POS int64 Mean',
      'ODD2_ONE1.POS int96 StdDev',
    ]);
    expect(other.parts[0]).toContain('sample_bytes="56"');
  });

  it('tells units that nobody gave as C does', () => {
    const fresh = new Dialogue(pandaboxNoFmc);
    for (const line of ['INENC1.VAL.CAPTURE=Value', 'PCAP.ENABLE=ONE', '*PCAP.ARM=']) fresh.ask(line);
    const sink = new Sink();
    const reader = new DataReader(fresh.capture, dataOptions('XML'), sink);
    fresh.ticks(3);
    reader.pump();
    expect(fresh.ask('INENC1.VAL.UNITS?')).toBe('OK =');
    expect(sink.parts[0]).toContain('units="(null)"');
  });
});

describe('data', () => {
  it('is framed with the length of all of it', () => {
    const { sink } = rig.connect('XML FRAMED SCALED');
    rig.captureTwo();
    const [, rest] = sink.parts;
    const frames: Buffer[] = [];
    let at = 0;
    for (; rest.toString('latin1', at, at + 4) === 'BIN '; at += rest.readUInt32LE(at + 4))
      frames.push(rest.subarray(at + 8, at + rest.readUInt32LE(at + 4)));
    expect(rest.toString('latin1', at)).toBe('END 2 Ok\n');
    const samples = Buffer.concat(frames);
    expect(samples).toHaveLength(56);
    expect(scaled(samples)).toEqual([84, 3.5, 30 * 8e-9, 3.5]);
    expect(scaled(samples.subarray(28))).toEqual([84, 7.5, 70 * 8e-9, NaN]);
  });

  it('is bare', () => {
    const { sink } = rig.connect('UNFRAMED SCALED NO_HEADER NO_STATUS');
    rig.captureTwo();
    expect(sink.bytes).toHaveLength(56);
    expect(scaled(sink.bytes)).toEqual([84, 3.5, 30 * 8e-9, 3.5]);
  });

  it('is raw, with the duration of the gate in front', () => {
    const { sink } = rig.connect('BARE');
    rig.captureTwo();
    expect(sink.isEnded).toBe(true);
    const bytes = sink.bytes;
    expect(bytes).toHaveLength(56);
    expect([bytes.readInt32LE(0), bytes.readUInt32LE(4), bytes.readInt32LE(8)]).toEqual([20, 84, -1500]);
    expect([bytes.readBigInt64LE(12), bytes.readBigInt64LE(20)]).toEqual([30n, -30_000n]);
    expect([bytes.readInt32LE(28), bytes.readInt32LE(36)]).toEqual([0, 2500]);
  });

  it('is base64 in lines of at most 76 characters behind a blank', () => {
    const { sink } = rig.connect('BASE64 RAW NO_HEADER');
    const raw = rig.connect('BARE').sink;
    rig.captureTwo();
    const lines = sink.bytes.toString().split('\n').slice(1, -2);
    expect(lines.every((line) => /^ [A-Za-z0-9+/=]{1,76}$/.test(line))).toBe(true);
    expect(Buffer.concat(lines.map((line) => Buffer.from(line, 'base64')))).toEqual(raw.bytes);
  });

  it('tells a deviation, exactly where squares are large', () => {
    rig.set('*CAPTURE=', 'ODD2_ONE1.POS.CAPTURE=StdDev', 'ODD2_ONE1.POS.SCALE=-2');
    const { sink } = rig.connect('NO_HEADER');
    rig.set('*PCAP.ARM=', 'BITS.A=1');
    rig.drive('ODD2_ONE1.POS', 1_000_000_000);
    rig.pass(10);
    rig.set('BITS.B=1');
    rig.pass(20);
    rig.drive('ODD2_ONE1.POS', 1_000_000_002);
    rig.pass(20);
    rig.set('BITS.C=1', 'BITS.B=0');
    rig.pass(20);
    // Half the time 1 below the mean and half 1 above it, but for the tick between the line and its gate.
    const value = Number(sink.bytes.toString().split('\n')[1]);
    expect(value).toBeGreaterThan(1.99);
    expect(value).toBeLessThanOrEqual(2);
  });
});

/** Of a sample: 4 + 8 + 8 + 8 bytes scaled, 4 + 4 + 4 + 8 + 8 raw. */
function scaled(bytes: Buffer): readonly number[] {
  return [bytes.readUInt32LE(0), bytes.readDoubleLE(4), bytes.readDoubleLE(12), bytes.readDoubleLE(20)];
}
