import type {
  AttributeReply,
  CdrReader,
  CommandInfo,
  DevState,
  NamedDevError,
  WrittenAttribute,
} from '@devgen/runtime/tango/codec';
import { badOperation } from '../orb/exceptions.ts';
import type { Answer, Caller, Servant } from '../orb/servant.ts';
import type { DeviceBehaviour } from './behaviour.ts';
import { BlackBox } from './black-box.ts';
import { type Clock, timeNs } from './clock.ts';
import { DevFailed, devFailedOf, MultiDevFailed } from './dev-failed.ts';
import type { DeviceClass } from './device-class.ts';
import { Monitor } from './monitor.ts';
import { OPERATIONS } from '../operations/operations.ts';
import { failed, ServedAttribute } from './served-attribute.ts';
import { ServedCommand, type TypedArgument } from './served-command.ts';
import { standardAttributes, standardCommands } from './standard-members.ts';

/** Where a device is, beside what it is. */
export interface DeviceSetting {
  readonly name: string;
  /** `Exec/instance` */
  readonly server: string;
  /** Of the server's machine. */
  readonly host: string;
  readonly idl: 5 | 6;
  readonly clock: Clock;
  readonly properties: () => ReadonlyMap<string, readonly string[]>;
}

/** The names that stand for all attributes. */
const ALL = new Set(['All attributes', 'All attributes_3']);

/** A device that runs: Tango's `Device` interface on the behaviour of its class. */
export class ServedDevice implements Servant {
  readonly setting: DeviceSetting;
  readonly class: DeviceClass;
  readonly blackBox: BlackBox;
  readonly #monitor: Monitor;
  #behaviour!: DeviceBehaviour;
  #attributes!: ReadonlyMap<string, ServedAttribute>;
  #commands!: ReadonlyMap<string, ServedCommand>;

  constructor(deviceClass: DeviceClass, setting: DeviceSetting) {
    this.class = deviceClass;
    this.setting = setting;
    this.blackBox = new BlackBox(setting.clock);
    this.#monitor = new Monitor(setting.name);
    this.start();
  }

  /** Makes everything anew, as the command Init does. */
  start(): void {
    const { name, clock, properties } = this.setting;
    this.#behaviour = this.class.start({ name, clock, properties: properties() });
    const attributes = [...this.#behaviour.attributes, ...standardAttributes(this)];
    this.#attributes = byName(
      attributes.map((each) => new ServedAttribute(each, name)),
      (each) => each.config.name,
    );
    const commands = [...this.#behaviour.commands, ...standardCommands(this)];
    this.#commands = byName(
      commands.map((each) => new ServedCommand(each, name)),
      (each) => each.info.name,
    );
  }

  invoke(operation: string, parameters: CdrReader, caller: Caller): Answer | Promise<Answer> {
    const run = OPERATIONS.get(operation);
    if (run === undefined) throw badOperation();
    const answer = run(this, parameters, caller);
    return answer instanceof Promise ? answer.then((each) => this.#told(each)) : this.#told(answer);
  }

  /** A result that its class made and that no client can be sent is an error of the device's. */
  #told(answer: Answer): Answer {
    return (writer) => {
      try {
        answer(writer);
      } catch (error) {
        throw devFailedOf(error, this.setting.name);
      }
    };
  }

  /** One call at a time: for what the class's behaviour does. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#monitor.run(work);
  }

  /** In the order of declaration, or of the names. Throws `API_AttrNotFound`. */
  attributes(names: readonly string[]): readonly ServedAttribute[] {
    if (isAll(names)) return [...this.#attributes.values()];
    return names.map((name) => {
      const found = this.#attributes.get(name.toLowerCase());
      if (found === undefined) throw this.#notFound(name);
      return found;
    });
  }

  /** In the order of their names. */
  commandInfos(): readonly CommandInfo[] {
    return [...this.#commands.values()].map(({ info }) => info).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Throws `API_CommandNotFound`. */
  command(name: string): ServedCommand {
    const found = this.#commands.get(name.toLowerCase());
    if (found !== undefined) return found;
    throw new DevFailed('API_CommandNotFound', `There is no command ${name}`, this.setting.name);
  }

  /** What fails for one attribute is in its reply. */
  read(names: readonly string[]): Promise<readonly AttributeReply[]> {
    return this.exclusively(() => this.#read(names));
  }

  /** Throws a {@link MultiDevFailed} that names those which failed, when all are there. */
  write(writes: readonly WrittenAttribute[]): Promise<void> {
    return this.exclusively(() => this.#write(writes));
  }

  /** Nothing comes between the two. */
  writeRead(writes: readonly WrittenAttribute[], names: readonly string[]): Promise<readonly AttributeReply[]> {
    return this.exclusively(async () => {
      await this.#write(writes);
      return this.#read(names);
    });
  }

  execute(name: string, argument: TypedArgument): Promise<unknown> {
    const command = this.command(name);
    return this.exclusively(() => command.run(argument, this.#behaviour.state()));
  }

  /** ON turns into ALARM while an attribute is beyond its levels. */
  async state(): Promise<DevState> {
    const state = this.#behaviour.state();
    return state === 'ON' && (await this.#excesses()).length > 0 ? 'ALARM' : state;
  }

  async status(): Promise<string> {
    const told = this.#behaviour.status();
    if (told !== undefined) return told;
    const state = await this.state();
    const excesses = state === 'ALARM' ? await this.#excesses() : [];
    return [`The device is in ${state} state.`, ...excesses].join('\n');
  }

  async #excesses(): Promise<readonly string[]> {
    const texts: string[] = [];
    for (const attribute of this.#attributes.values()) {
      if (!attribute.hasAlarm) continue;
      const excess = await attribute.excess();
      if (excess !== undefined) texts.push(excess.text);
    }
    return texts;
  }

  async #read(names: readonly string[]): Promise<readonly AttributeReply[]> {
    const replies: AttributeReply[] = [];
    const all = isAll(names) ? this.#attributes.keys() : names;
    for (const name of all) replies.push(await this.#readOne(name));
    return replies;
  }

  async #write(writes: readonly WrittenAttribute[]): Promise<void> {
    const attributes = this.attributes(writes.map(({ name }) => name));
    const failures: NamedDevError[] = [];
    for (const [index, attribute] of attributes.entries()) {
      try {
        await attribute.write(attribute.check(writes[index]!), this.#behaviour.state());
      } catch (error) {
        failures.push({ name: attribute.config.name, index, errors: devFailedOf(error, this.setting.name).errors });
      }
    }
    if (failures.length > 0) throw new MultiDevFailed(failures);
  }

  async #readOne(name: string): Promise<AttributeReply> {
    const attribute = this.#attributes.get(name.toLowerCase());
    if (attribute === undefined) return failed(name, this.#notFound(name).errors);
    const partner = this.#attributes.get(attribute.config.writableAttrName.toLowerCase());
    return attribute.read(partner, timeNs(this.setting.clock));
  }

  #notFound(name: string): DevFailed {
    return new DevFailed('API_AttrNotFound', `There is no attribute ${name}`, this.setting.name);
  }
}

function isAll(names: readonly string[]): boolean {
  return names.length === 1 && ALL.has(names[0] ?? '');
}

function byName<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [nameOf(item).toLowerCase(), item]));
}
