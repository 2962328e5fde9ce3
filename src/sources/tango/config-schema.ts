import { entrySchema } from '../entry-schema.ts';

/** What an entry under `sources` of `devgen.yaml` may say of Tango; JSON Schema. */
export const tangoConfigSchema: object = entrySchema({
  kind: 'tango',
  description: 'A Tango database, or a device server that runs without one.',
  address:
    'A database: tango://HOST:PORT, or env for TANGO_HOST. A server without a database, by any device of it or its admin device dserver/EXEC/INST: tango://HOST:PORT/DEVICE#dbase=no.',
});
