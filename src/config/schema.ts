import { readFile } from 'node:fs/promises';

/** The part of JSON Schema that `schemas/config.schema.json` is written in; a test holds the file to it. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  /** Told apart by the constant of their property `kind`. */
  readonly oneOf?: readonly Schema[];
  /** A map, or a list of such. */
  readonly anyOf?: readonly [map: Schema, list: Schema];
}

export interface RootSchema extends Schema {
  readonly $defs: Readonly<Record<string, Schema>>;
}

const file = new URL('../../schemas/config.schema.json', import.meta.url);

/** The schema that is published for editors is the one that is checked against. */
export async function readSchema(): Promise<RootSchema> {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** The schema behind a `$ref`, which is always local. */
export function resolve(schema: Schema, root: RootSchema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (root.$defs[name] ?? schema);
}
