import type { DeviceClass } from '../device/device-class.ts';

/** Values by property. */
export type PropertyValues = Readonly<Record<string, readonly string[]>>;

/** What a facility consists of, as plain data. */
export interface FacilityPlan {
  readonly servers: readonly ServerPlan[];
  /** Of free objects, such as `CtrlSystem`. */
  readonly properties?: Readonly<Record<string, PropertyValues>>;
  readonly classProperties?: Readonly<Record<string, PropertyValues>>;
}

export interface ServerPlan {
  /** `Exec/instance` */
  readonly name: string;
  readonly devices: readonly DevicePlan[];
  /** 5 when absent. */
  readonly idl?: 5 | 6;
  /** `false`: it is in the database, and never ran. */
  readonly running?: false;
}

export interface DevicePlan {
  /** `domain/family/member` */
  readonly name: string;
  readonly class: DeviceClass;
  readonly alias?: string;
  readonly properties?: PropertyValues;
}

/** Throws an Error that names what cannot be served. */
export function checkPlan({ servers }: FacilityPlan): void {
  const names = new Set<string>();
  const once = (name: string, form: RegExp): void => {
    if (!form.test(name)) throw new Error(`"${name}" is no name in a Tango facility`);
    if (names.has(name.toLowerCase())) throw new Error(`${name} is there twice`);
    names.add(name.toLowerCase());
  };
  for (const server of servers) {
    once(server.name, /^[^/\s]+\/[^/\s]+$/);
    for (const { name, alias } of server.devices) {
      once(name, /^[^/\s]+\/[^/\s]+\/[^/\s]+$/);
      if (alias !== undefined) once(alias, /^[^/\s]+$/);
    }
  }
}
