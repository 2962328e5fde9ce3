import { tango } from '@devgen/runtime/tango';
import type { DeviceClass } from '@devgen/runtime';
import { db } from '../../../generated/facility/registry.ts';
import type { SimMotor } from '../../../generated/facility/sim-motor.ts';
import type { TangoTest } from '../../../generated/facility/tango-test.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(equal: Equal<A, B>): void;

const facility = tango('db:10000', { registry: db });
const plain = tango('db:10000');

same<Awaited<ReturnType<typeof facility.device<'lab/motor/x'>>>, SimMotor>(true);
same<Awaited<ReturnType<typeof facility.load<'sys/tg_test/1'>>>, DeviceClass<TangoTest>>(true);

// @ts-expect-error: no device of this name.
void facility.load('lab/motor/z');
// @ts-expect-error: a connector without a registry knows no devices.
void plain.load('lab/motor/x');

for await (const device of facility.devices('lab/**')) if ('position' in device) void device.position.get();
