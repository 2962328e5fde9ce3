import type { BlockShown, BoxShown } from '../introspect/shown.ts';
import { fieldMembers } from './field-members.ts';
import type { BlockMember } from './member.ts';
import type { MetadataForms } from './metadata-members.ts';

/** What the box itself does, in the block whose matter it is. */
const PCAP_ACTIONS: readonly (readonly [source: string, description: string])[] = [
  ['ARM', 'Starts a capture'],
  ['DISARM', 'Stops a capture'],
];

/** Every member of a block: its fields, what it can be told, and its label, as far as no field has their names. */
export function blockMembers(block: BlockShown, box: BoxShown, metadata: MetadataForms): readonly BlockMember[] {
  const members = block.fields.flatMap((field) => fieldMembers(field, box));
  const names = new Set(block.fields.map(({ name }) => name));
  const more = [...(block.name === 'PCAP' ? PCAP_ACTIONS.map(actionMember) : []), ...labelMember(block, metadata)];
  return [...members, ...more.filter(({ spec }) => !names.has(spec.source))];
}

function actionMember([source, description]: readonly [string, string]): BlockMember {
  return {
    spec: { kind: 'command', source },
    meta: { description },
    form: { kind: 'action' },
    wire: () => `*PCAP.${source}`,
  };
}

/** The name of a block's label among the metadata: it has the instance's number even where there is only one. */
export function labelKey(block: string, instance: number): string {
  return `LABEL_${block}${instance}`;
}

/** Where every instance has one: a vector's elements are of one shape. */
export function hasLabels({ name, count }: BlockShown, metadata: MetadataForms): boolean {
  return Array.from({ length: count }, (_, index) => labelKey(name, index + 1)).every((key) => metadata.has(key));
}

function labelMember(block: BlockShown, metadata: MetadataForms): readonly BlockMember[] {
  if (!hasLabels(block, metadata)) return [];
  return [
    {
      spec: { kind: 'rw', source: 'LABEL', type: 'str' },
      meta: { description: 'What people call it' },
      form: { kind: 'text' },
      wire: (name, instance) => `*METADATA.${labelKey(name, instance)}`,
    },
  ];
}
