import { DevgenError } from '../contract/errors.ts';
import type { Command, SignalR, SignalW } from '../contract/members.ts';
import { type MockCommand, MockHand, type MockSignal } from './mock-hand.ts';
import type { Connector } from '../contract/seam.ts';
import { slot, type Slotted } from '../contract/slot.ts';
import { SoftDevice, type SoftMember } from './soft-device.ts';
import { SoftBackend } from './soft-backend.ts';
import { SoftSystem } from './soft-system.ts';
import type { DeviceSpec } from '../contract/spec.ts';

export interface MockOptions {
  /** What the live device shows, where it is to differ from what its class wants: a missing member, another label. */
  readonly live?: (address: string, wanted: DeviceSpec | undefined) => DeviceSpec | undefined;
}

/** A write or command that a mock got. */
export interface MockCall {
  readonly address: string;
  /** Path and wire name: `SEQ/1/ENABLE`, `Stop()`. */
  readonly member: string;
  readonly value: unknown;
}

export interface MockConnector extends Connector {
  /** Every write and command of all devices, in order. */
  readonly log: readonly MockCall[];
}

/** The device behind each soft device that is a mock. */
const handsOf = new WeakMap<SoftDevice, (key: string) => MockHand>();

/** A control system that has every device, exactly as its class wants it, without any network. */
export function mock(options: MockOptions = {}): MockConnector {
  return new MockSystem(options);
}

/** The hand behind a member that is connected to a {@link mock}. */
export function mockOf<A, R>(command: Command<A, R>): MockCommand<A, R>;
export function mockOf<T>(signal: SignalR<T>): MockSignal<T>;
export function mockOf<T>(signal: SignalW<T>): MockSignal<T>;
export function mockOf(
  member: Pick<SignalR<unknown>, 'name' | 'source'> & Partial<Slotted>,
): MockSignal<unknown> & MockCommand<unknown, unknown> {
  const binding = member[slot]?.binding;
  const backend = binding?.state === 'bound' ? binding.backend : undefined;
  const hand = backend instanceof SoftBackend ? handsOf.get(backend.link.device)?.(backend.key) : undefined;
  if (hand !== undefined) return hand;
  throw new DevgenError(`${member.name} (${member.source}) is not connected to a mock`, {
    code: 'NOT_CONNECTED',
    member: member.name,
    hint: 'await connectAll({ … }, { via: [mock()] }) first',
  });
}

class MockSystem extends SoftSystem implements MockConnector {
  readonly log: MockCall[] = [];
  readonly #devices = new Map<string, SoftDevice>();

  constructor({ live = (_, wanted) => wanted }: MockOptions) {
    super('mock', 'memory', (address, wanted) => this.#at(address, live(address, wanted) ?? { id: '', members: {} }));
  }

  #at(address: string, spec: DeviceSpec): SoftDevice {
    let device = this.#devices.get(address);
    if (device?.live.spec !== spec) {
      device = this.#create(address, spec);
      this.#devices.set(address, device);
    }
    return device;
  }

  #create(address: string, spec: DeviceSpec): SoftDevice {
    const hands = new Map<string, MockHand>();
    const handAt = (key: string): MockHand => {
      let hand = hands.get(key);
      if (hand === undefined) {
        hand = new MockHand(device, key, (value) => this.log.push({ address, member: key, value }));
        hands.set(key, hand);
      }
      return hand;
    };
    const device: SoftDevice = new SoftDevice(`mock://${address}`, spec, (key) => memberOf(() => handAt(key)));
    handsOf.set(device, handAt);
    return device;
  }
}

function memberOf(hand: () => MockHand): SoftMember {
  const take: SoftMember['set'] = (value, io) => hand().take(value, io);
  return { set: take, execute: take };
}
