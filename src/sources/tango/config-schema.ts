/** What an entry under `sources` of `devgen.yaml` may say of Tango; JSON Schema. */
export const tangoConfigSchema = {
  description: 'A Tango database, or a device server that runs without one.',
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'address'],
  properties: {
    kind: { const: 'tango' },
    address: {
      description:
        'A database: tango://HOST:PORT, or env for TANGO_HOST. A server without a database, by any device of it or its admin device dserver/EXEC/INST: tango://HOST:PORT/DEVICE#dbase=no. ${NAME} is replaced from the environment.',
      type: 'string',
      minLength: 1,
    },
    include: { description: 'Globs of devices; all when absent.', $ref: '#/$defs/globs' },
    exclude: { description: 'Globs of devices to leave out.', $ref: '#/$defs/globs' },
    classes: { description: 'Globs of device classes; all when absent.', $ref: '#/$defs/globs' },
    excludeClasses: { description: 'Globs of device classes to leave out.', $ref: '#/$defs/globs' },
  },
} as const;
