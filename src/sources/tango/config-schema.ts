import { entrySchema } from '../entry-schema.ts';

/** What an entry under `sources` of `devgen.yaml` may say of Tango; JSON Schema. */
export const tangoConfigSchema: object = entrySchema({
  kind: 'tango',
  description: 'A Tango database, or a device server that runs without one.',
  address:
    'A database: tango://HOST:PORT, or env for TANGO_HOST. A server without a database, by any device of it or its admin device dserver/EXEC/INST: tango://HOST:PORT/DEVICE#dbase=no.',
  own: {
    limits: {
      description: 'What one host is asked at most, whatever number of servers runs there. Not limited when absent.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        parallel: { description: 'Requests, and connections, at a time.', type: 'integer', minimum: 1 },
        perSecond: { description: 'Requests in any second.', type: 'integer', minimum: 1 },
      },
    },
  },
});
