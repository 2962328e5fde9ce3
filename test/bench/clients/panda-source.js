// A data port that sends framed raw samples of 32 bytes, as fast as the reader takes them or so many MB a second.
import { createServer } from 'node:net';

const [host, total, rate] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const SAMPLES = 65_000;
const SAMPLE = 32;

const fields = [
  'name="PCAP.BITS0" type="uint32" capture="Value"',
  'name="PCAP.BITS1" type="uint32" capture="Value"',
  ...[1, 2, 3, 4].map((n) => `name="INENC${n}.VAL" type="int32" capture="Value" scale="0.001" offset="0" units="mm"`),
  'name="PCAP.TS_TRIG" type="int64" capture="Value" scale="8e-09" offset="0" units="s"',
];
const header = `OK
<header>
<data missed="0" process="Raw" format="Framed" sample_bytes="${SAMPLE}" />
<fields>
${fields.map((field) => `<field ${field} />`).join('\n')}
</fields>
</header>

`;
const frame = Buffer.alloc(8 + SAMPLES * SAMPLE);
frame.write('BIN ', 'latin1');
frame.writeUInt32LE(frame.length, 4);
for (let sample = 0; sample < SAMPLES; sample++)
  for (let word = 0; word < SAMPLE / 4; word++)
    frame.writeUInt32LE((sample * 8 + word) >>> 0, 8 + sample * SAMPLE + word * 4);
const frames = Math.ceil(total / (frame.length - 8));

const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', async () => {
    socket.write(header);
    const started = performance.now();
    for (let sent = 0; sent < frames; sent++) {
      if (!socket.write(frame)) await new Promise((resolve) => socket.once('drain', resolve));
      const due = (sent * frame.length) / (rate * 1e3) - (performance.now() - started);
      if (due > 1) await new Promise((resolve) => setTimeout(resolve, due));
    }
    socket.write(`END ${frames * SAMPLES} Ok\n`);
  });
});
server.listen(8889, host, () => console.log('ready'));
process.stdin.once('end', () => process.exit(0)).resume();
