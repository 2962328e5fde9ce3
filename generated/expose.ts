// One class over both wires of EPICS: a blade of a slit by PV Access, the other by Channel Access. Then an exposure.
import { connectAll } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';
import { Camera } from './facility/camera.ts';
import { Motor } from './facility/motor.ts';
import { Thermostat } from './facility/thermostat.ts';

const via = [pva(), ca()]; // $EPICS_PVA_ADDR_LIST, $EPICS_CA_ADDR_LIST
const { inner, outer, sample, camera } = await connectAll(
  {
    inner: new Motor('pva://SIM:Motor1'),
    outer: new Motor('ca://SIM:Motor2'),
    sample: new Thermostat('pva://SIM:Thermostat'),
    camera: new Camera('pva://SIM:Camera'),
  },
  { via, deadline: 5_000 },
);

await Promise.all([inner.setpoint.set(-1), outer.setpoint.set(1)]); // each ends with its move
console.log(`the slit is open from ${await inner.readback.get()} to ${await outer.readback.get()} mm`);

const { note, target, minutes } = await sample.program.get();
const program = note.map((step, at) => `${step} to ${target[at]} C in ${minutes[at]} min`);
console.log(`the sample is at ${(await sample.temperature.get()).toFixed(1)} C; the program: ${program.join(', ')}`);
console.log(`  heated by ${(await sample.power.get()).toFixed(1)} W`);

await camera.acquireTime.set(0.02);
await camera.acquire.set('Acquire'); // ends with the last frame
const { shape, uniqueId } = await camera.image.get();
console.log(`image ${uniqueId} has ${shape.join(' x ')} pixels`);

const refused = await sample.setpoint.set(70).catch((error: Error) => error.message);
console.log(`70 C is refused: ${refused}`);
for (const wire of via) await wire.close();
