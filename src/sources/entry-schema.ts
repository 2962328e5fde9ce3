/** What an entry tells of its own control system. */
export interface EntryTexts {
  readonly kind: string;
  readonly description: string;
  /** Which forms its address has. */
  readonly address: string;
  /** What only its entries say, by key. */
  readonly own?: Readonly<Record<string, object>>;
}

/** What an entry under `sources` of `devgen.yaml` may say, the same for every control system; JSON Schema. */
export function entrySchema({ kind, description, address, own = {} }: EntryTexts): object {
  return {
    description,
    type: 'object',
    additionalProperties: false,
    required: ['kind', 'address'],
    properties: {
      kind: { const: kind },
      address: {
        description: `${address} \${NAME} is replaced from the environment.`,
        type: 'string',
        minLength: 1,
      },
      include: { description: 'Globs of devices; all when absent.', $ref: '#/$defs/globs' },
      exclude: { description: 'Globs of devices to leave out.', $ref: '#/$defs/globs' },
      classes: { description: 'Globs of device classes; all when absent.', $ref: '#/$defs/globs' },
      excludeClasses: { description: 'Globs of device classes to leave out.', $ref: '#/$defs/globs' },
      ...own,
    },
  };
}
