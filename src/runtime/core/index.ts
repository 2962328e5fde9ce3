export type * from './contract/spec.ts';
export type { Conversions } from './contract/conversions.ts';
export { specOf, usableLabels, valueSpecOf } from './contract/spec.ts';
export type * from './contract/reading.ts';
export type * from './contract/meta.ts';
export type * from './contract/seam.ts';
export type * from './contract/members.ts';
export type * from './contract/values.ts';
export { elementOf } from './contract/values.ts';
export { DevgenError, type ErrorFacts } from './contract/errors.ts';
export { ConnectError, type Failure } from './connect/connect-error.ts';
export { deadline, type Deadline } from './support/deadline.ts';
export { slot, type Binding, type Slot, type Slotted } from './contract/slot.ts';

export { Device, type DeviceClass, type DeviceOptions } from './device/device.ts';
export { isDevice } from './device/device-core.ts';
export type { DeviceState } from './device/device-state.ts';
export { DeviceVector } from './device/vector.ts';
export { defineDevice } from './device/define.ts';
export type { CommandOf, DefinedClass, DefinedDevice, DeviceOf, MemberOf, SignalOf } from './device/define.ts';
export { command, signal } from './device/procedural.ts';
export { connectAll, connectSettled, disposeAll, type Connectable, type Settled } from './connect/connect-all.ts';
export type { ConnectOptions } from './connect/connect-options.ts';
export { openDevice } from './connect/open-device.ts';
export { compare } from './compare/compare.ts';
export { codeOf, describeFinding, type Finding, type FindingRule } from './compare/finding.ts';

export { getMany, type Readings } from './signal/get-many.ts';
export { mock, mockOf, type MockCall, type MockConnector, type MockOptions } from './soft/mock.ts';
export type { MockCommand, MockControl, MockSignal } from './soft/mock-hand.ts';
export { soft, type SoftConnector, type SoftDeviceOptions } from './soft/soft.ts';
export type { SoftMember } from './soft/soft-device.ts';
export { softCommand, softSignal, type SoftSignalOptions } from './soft/soft-signal.ts';
export { setAndWaitForOtherValue, setAndWaitForValue, waitForValue } from './signal/wait-for.ts';
export type {
  Matcher,
  SetAndWaitForOtherOptions,
  SetAndWaitOptions,
  SetAndWaitResult,
  WaitOptions,
} from './signal/wait-for.ts';
export { badReading, goodReading, lostReading } from './contract/reading.ts';
export { pendingWaits, type PendingWait } from './signal/waits.ts';
export type { Registry, RegistryTable } from './contract/registry.ts';
export type { ClassOf, Registered } from './registry/registered.ts';
