import type { DevState } from '@devgen/runtime/tango/codec';
import { type AttributeDeclaration, bindAttribute } from './attribute-declaration.ts';
import type { DeviceBehaviour } from './behaviour.ts';
import { bindCommand, type CommandDeclaration } from './command-declaration.ts';
import type { Clock } from './clock.ts';

/** What a device knows of itself when it starts. */
export interface DeviceContext {
  readonly name: string;
  /** As the database has them. */
  readonly properties: ReadonlyMap<string, readonly string[]>;
  readonly clock: Clock;
}

/**
 * A Tango class as plain data and behaviour: `M` is what a device of it is made of, made anew at each start and Init.
 * State, Status and Init come by themselves.
 */
export interface DeviceDeclaration<M> {
  /** Of the Tango class. */
  readonly name: string;
  readonly description?: string;
  readonly model: (context: DeviceContext) => M;
  /** ON when absent; an attribute beyond its alarm levels makes ALARM of ON. */
  readonly state?: (model: M) => DevState;
  /** A sentence about the state when absent. */
  readonly status?: (model: M) => string;
  /** By name; a function makes those of one device. */
  readonly attributes?: Attributes<M> | ((model: M) => Attributes<M>);
  readonly commands?: Commands<M>;
}

export type Attributes<M> = Readonly<Record<string, AttributeDeclaration<M>>>;
export type Commands<M> = Readonly<Record<string, CommandDeclaration<M>>>;

/** A class as servers run it, whatever its devices are made of. */
export interface DeviceClass {
  readonly name: string;
  readonly description: string;
  start(context: DeviceContext): DeviceBehaviour;
}

export function deviceClass<M>(declaration: DeviceDeclaration<M>): DeviceClass {
  const {
    name,
    description = 'A TANGO device',
    model: make,
    state,
    status,
    attributes = {},
    commands = {},
  } = declaration;
  return {
    name,
    description,
    start(context) {
      const model = make(context);
      const declared = typeof attributes === 'function' ? attributes(model) : attributes;
      return {
        state: () => state?.(model) ?? 'ON',
        status: () => status?.(model),
        attributes: Object.entries(declared).map(([each, attribute]) => bindAttribute(each, attribute, model)),
        commands: Object.entries(commands).map(([each, command]) => bindCommand(each, command, model)),
      };
    },
  };
}
