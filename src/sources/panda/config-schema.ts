import { entrySchema } from '../entry-schema.ts';

/** What an entry under `sources` of `devgen.yaml` may say of a PandA; JSON Schema. */
export const pandaConfigSchema: object = entrySchema({
  kind: 'panda',
  description: 'A PandABlocks box.',
  address: 'panda://HOST, or panda://HOST:PORT where its commands are not at port 8888.',
});
