import type { Change } from '../../codec/control/change.ts';
import type { BlockShown } from '../introspect/shown.ts';
import { hasLabels, labelKey } from './block-members.ts';
import type { BlockMember, Form } from './member.ts';

const PREFIX = '*METADATA.';
/** The one that the firmware fixes; no query tells. */
const CONSTANT = 'APPNAME';

/** The keys of the metadata, sorted, and whether they are of one line: only the list of changes tells. */
export function metadataForms(changes: readonly Change[]): ReadonlyMap<string, Form> {
  const forms = changes.flatMap(({ kind, name }): (readonly [string, Form])[] =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), { kind: kind === 'table' ? 'lines' : 'text' }]] : [],
  );
  return new Map(forms.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The name of the firmware's application, `undefined` where the box does not tell. */
export function applicationOf(changes: readonly Change[]): string | undefined {
  const change = changes.find(({ name }) => name === PREFIX + CONSTANT);
  return change?.kind === 'value' && change.value !== '' ? change.value : undefined;
}

/** The metadata that no block has for its label. */
export function metadataMembers(
  metadata: ReadonlyMap<string, Form>,
  blocks: readonly BlockShown[],
): readonly BlockMember[] {
  const labels = new Set(
    blocks
      .filter((block) => hasLabels(block, metadata) && !block.fields.some(({ name }) => name === 'LABEL'))
      .flatMap(({ name, count }) => Array.from({ length: count }, (_, index) => labelKey(name, index + 1))),
  );
  return [...metadata]
    .filter(([key]) => !labels.has(key))
    .map(([key, form]) => ({
      spec: { kind: key === CONSTANT ? 'r' : 'rw', source: key, type: 'str' },
      meta: {},
      form,
    }));
}
