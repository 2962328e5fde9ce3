// A capture that the hardware times: a sequencer of a PandA says when, and the frames come from its data port.
import { connectAll } from '@devgen/runtime';
import { panda, PandaClient } from '@devgen/runtime/panda';
import { PandA } from './facility/pand-a.ts';

const host = process.env['PANDA_HOST'] ?? 'lab-panda-01';
const via = panda(host);
const { box } = await connectAll({ box: new PandA(host) }, { via: [via] });
const { bits, counter, pcap, seq } = box;

// Eight frames, 5 ms on and 5 ms off; how far a counter of a clock of 1 ms has come is captured with each.
const clock = box.clock.at(1);
await clock.periodUnits.set('ms'); // the unit before the value
await clock.period.set(1);
await counter.trig.set('CLOCK1.OUT');
await seq.prescaleUnits.set('ms');
await seq.prescale.set(1);
await seq.repeats.set(1);
const off = [false];
await seq.table.set({
  repeats: Uint16Array.of(8),
  trigger: ['Immediate'],
  position: Int32Array.of(0),
  time1: Uint32Array.of(5),
  outa1: [true], outb1: off, outc1: off, outd1: off, oute1: off, outf1: off,
  time2: Uint32Array.of(5),
  outa2: off, outb2: off, outc2: off, outd2: off, oute2: off, outf2: off,
});
for (const started of [clock.enable, counter.enable, seq.enable]) await started.set('BITS.OUTA');
await pcap.enable.set('SEQ.ACTIVE');
await pcap.gate.set('SEQ.OUTA');
await pcap.trig.set('SEQ.OUTA');
await pcap.tsTrigCapture.set('Value');
await counter.outCapture.set(['Value']);

const client = new PandaClient(host);
const port = await client.capture(); // before it is armed, so that nothing is missed
await pcap.arm.execute();
await bits.a.set(true);
for await (const capture of port) {
  for await (const frame of capture) {
    const [times, counts] = [frame.column('PCAP.TS_TRIG'), frame.column('COUNTER.OUT')];
    for (const [at, count] of counts.entries())
      console.log(`  frame ${frame.start + at} at ${(1000 * Number(times[at])).toFixed(3)} ms, the counter at ${count}`);
  }
  console.log(`${capture.end?.samples} frames, ${capture.end?.reason}`);
  break;
}
await bits.a.set(false);
await client.close();
await via.close();
