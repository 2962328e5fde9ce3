import type { BlockShown, BoxShown } from '../introspect/shown.ts';
import { hasLabels, labelKey } from './block-members.ts';
import type { BlockMember, Form } from './member.ts';

export const METADATA = '*METADATA';

/** Whether a metadata value is of one line, by its key; no query tells, but the list of changes. */
export type MetadataForms = ReadonlyMap<string, Form>;

export function metadataForms({ metadata, changes }: BoxShown): MetadataForms {
  const kinds = new Map(changes.map(({ name, kind }) => [name, kind]));
  return new Map(
    metadata.map((key) => [key, { kind: kinds.get(`${METADATA}.${key}`) === 'table' ? 'lines' : 'text' }] as const),
  );
}

/** The metadata that no block has for its label. What never changes is fixed by the firmware. */
export function metadataMembers({ blocks, changes }: BoxShown, forms: MetadataForms): readonly BlockMember[] {
  const labels = new Set(blocks.filter((block) => showsLabel(block, forms)).flatMap(labelKeys));
  const told = new Set(changes.map(({ name }) => name));
  return [...forms]
    .filter(([key]) => !labels.has(key))
    .map(([key, form]) => ({
      spec: { kind: told.has(`${METADATA}.${key}`) ? 'rw' : 'r', source: key, type: 'str' },
      meta: {},
      form,
    }));
}

function showsLabel(block: BlockShown, forms: MetadataForms): boolean {
  return hasLabels(block, forms) && !block.fields.some(({ name }) => name === 'LABEL');
}

function labelKeys({ name, count }: BlockShown): readonly string[] {
  return Array.from({ length: count }, (_, index) => labelKey(name, index + 1));
}
