import type { Io, Live } from '@devgen/runtime';
import { type DeviceProxy, normalise } from '@devgen/runtime/tango';

type Answers = readonly [attributes: object, commands: object];

/** Asks devices for their interfaces; one that answers with the very objects of an earlier one shows what that showed. */
export class Introspector {
  /** By both answers, then class. */
  readonly #known = new WeakMap<object, WeakMap<object, Map<string, Live>>>();

  /** Two calls side by side. `known` is the class of a device of which no database tells it. */
  async live(device: DeviceProxy, io: Io, known: string): Promise<Live> {
    const { class: name } = await device.location(io);
    const [attributes, commands] = await Promise.all([device.attributeConfigs(undefined, io), device.commandInfos(io)]);
    const deviceClass = name || known;
    const before = this.#of([attributes, commands]);
    const live = before.get(deviceClass) ?? normalise({ class: deviceClass, attributes, commands });
    before.set(deviceClass, live);
    return live;
  }

  #of([attributes, commands]: Answers): Map<string, Live> {
    const byCommands = this.#known.get(attributes) ?? new WeakMap<object, Map<string, Live>>();
    this.#known.set(attributes, byCommands);
    const byClass = byCommands.get(commands) ?? new Map<string, Live>();
    byCommands.set(commands, byClass);
    return byClass;
  }
}
