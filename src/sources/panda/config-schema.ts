/** What an entry under `sources` of `devgen.yaml` may say of a PandA; JSON Schema. */
export const pandaConfigSchema = {
  description: 'A PandABlocks box.',
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'address'],
  properties: {
    kind: { const: 'panda' },
    address: {
      description:
        'panda://HOST, or panda://HOST:PORT where its commands are not at port 8888. ${NAME} is replaced from the environment.',
      type: 'string',
      minLength: 1,
    },
    include: { description: 'Globs of devices; all when absent.', $ref: '#/$defs/globs' },
    exclude: { description: 'Globs of devices to leave out.', $ref: '#/$defs/globs' },
    classes: { description: 'Globs of device classes; all when absent.', $ref: '#/$defs/globs' },
    excludeClasses: { description: 'Globs of device classes to leave out.', $ref: '#/$defs/globs' },
  },
} as const;
