/** All that generated code may import. What is here stays as it is; what must change becomes `v2`. */
export { conversions } from '../core/conversions/conversions.ts';
export type { Conversions } from '../core/contract/conversions.ts';
export { Device } from '../core/device/device.ts';
export { DeviceVector } from '../core/device/vector.ts';
export type { Command, SignalR, SignalRW, SignalW } from '../core/contract/members.ts';
export type { Registry } from '../core/contract/registry.ts';
export type { DeviceSpec } from '../core/contract/spec.ts';
export type { AnyArm, Encoded, Image, NdArray } from '../core/contract/values.ts';
