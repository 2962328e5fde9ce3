import {
  type Command,
  connectAll,
  type DeviceSpec,
  defineDevice,
  mock,
  type MockConnector,
  mockOf,
  type SignalRW,
  type SignalSpec,
  type CommandSpec,
} from '@devgen/runtime';
import { conversions } from '@devgen/runtime/conversions';

type Member = SignalSpec | CommandSpec;

export function holding(x: Member): DeviceSpec {
  return { id: 'a:B', members: { x } };
}

/** A member of a class with conversions, of a device that speaks the words of the wire: it shows `live`. */
export async function onAWire(spec: Member, live: Member) {
  const connector: MockConnector = mock({ live: () => holding(live) });
  return { ...(await connectedTo(connector, spec)), connector };
}

/** The same on a mock as a user has it. */
export async function inMock(spec: Member) {
  const connector = mock();
  return { ...(await connectedTo(connector, spec)), connector };
}

async function connectedTo(connector: MockConnector, spec: Member) {
  const Narrowed = class extends defineDevice(holding(spec)) {
    static override readonly conversions = conversions;
  };
  const device = new Narrowed('d') as InstanceType<typeof Narrowed> & { readonly x: unknown };
  await connectAll({ device }, { via: [connector] });
  const x = device.x as SignalRW<unknown>;
  const execute = device.x as Command<unknown, unknown>;
  return { x, execute, hand: mockOf(x), calls: mockOf(execute) };
}
