// A script as a user writes it: the classes are the types, and the facility is named once.
import { connectAll } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import { SimMotor } from './facility/sim-motor.ts';
import { SimPowerSupply } from './facility/sim-power-supply.ts';

const db = tango('env'); // $TANGO_HOST
const { x, coil } = await connectAll(
  { x: new SimMotor('lab/motor/x'), coil: new SimPowerSupply('lab/power/1') },
  { via: [db], deadline: 5_000 },
);
console.log(`connected: x is ${await x.state.get()} at ${await x.position.get()} mm, coil keeps ${await coil.mode.get()}`);

await x.velocity.set(50);
await x.position.set(10);
for await (const reading of x.position.observe({ period: 100 })) {
  if (!reading.ok) throw reading.error;
  console.log(`  x ${reading.value.toFixed(3)} mm ${reading.severity}`);
  if (reading.value === 10) break;
}

await coil.mode.set('Constant voltage'); // 'Constant volts' would not compile
await coil.on.execute();
console.log(`coil is ${await coil.state.get()}, keeps ${await coil.mode.get()}`);

const refused = await x.position.set(500).catch((error: Error) => error.message);
console.log(`500 mm is refused: ${refused}`);
await db.close();
