import type { Meta } from '../../core/contract/meta.ts';
import type { Live } from '../../core/contract/seam.ts';
import type { BlockSpec, DeviceSpec, MemberSpec, VectorSpec } from '../../core/contract/spec.ts';
import type { BlockShown, BoxShown } from './introspect/shown.ts';
import { blockMembers } from './members/block-members.ts';
import type { BlockMember } from './members/member.ts';
import { METADATA, metadataForms, metadataMembers } from './members/metadata-members.ts';
import { wireKey } from './wire-key.ts';

/** A member of one instance, and its name on the wire. */
export interface WireMember extends Pick<BlockMember, 'spec' | 'meta' | 'form'> {
  readonly wire: string;
}

/** A box in the vocabulary of specs: the one form that pull, connect and every check compare. */
export interface BoxInterface {
  readonly live: Live;
  /** By the path of blocks and the wire key, joined by `/`: `SEQ/1/PRESCALE`. */
  readonly members: ReadonlyMap<string, WireMember>;
}

const IDENTITY = '*IDN';

export function normalise(box: BoxShown): BoxInterface {
  const forms = metadataForms(box);
  const top = emptyRecord<MemberSpec>();
  const meta = new Map<string, Meta>();
  const members = new Map<string, WireMember>();
  const put = (path: string, { spec, meta: said, form }: BlockMember, wire: string): void => {
    const key = path + wireKey(spec.source, spec.kind === 'command' ? 'command' : 'signal');
    meta.set(key, said);
    members.set(key, { spec, meta: said, form, wire });
  };

  for (const block of box.blocks) {
    const shown = blockMembers(block, box, forms);
    top[wireKey(block.name, 'block')] = blockSpec(block, shown);
    meta.set(block.name, block.description === '' ? {} : { description: block.description });
    for (let instance = 1; instance <= block.count; instance++) {
      const path = block.count === 1 ? `${block.name}/` : `${block.name}/${instance}/`;
      const name = block.count === 1 ? block.name : `${block.name}${instance}`;
      for (const member of shown)
        put(path, member, member.wire?.(block.name, instance) ?? `${name}.${member.spec.source}`);
    }
  }

  const metadata = metadataMembers(box, forms);
  if (metadata.length > 0) {
    top[METADATA] = { kind: 'block', source: METADATA, of: deviceSpec(METADATA, metadata) };
    meta.set(METADATA, { description: 'What people wrote of the box, and what its firmware says' });
    for (const member of metadata) put(`${METADATA}/`, member, `${METADATA}.${member.spec.source}`);
  }
  const identity = identityMember(box);
  top[IDENTITY] = identity.spec;
  put('', identity, IDENTITY);
  return { live: { spec: { id: 'panda:PandA', members: top }, meta }, members };
}

function blockSpec({ name, count }: BlockShown, members: readonly BlockMember[]): BlockSpec | VectorSpec {
  const of = deviceSpec(name, members);
  if (count === 1) return { kind: 'block', source: name, of };
  return { kind: 'vector', source: name, of, keys: Array.from({ length: count }, (_, index) => index + 1) };
}

function deviceSpec(name: string, members: readonly BlockMember[]): DeviceSpec {
  const specs = emptyRecord<MemberSpec>();
  for (const { spec } of members) specs[wireKey(spec.source, spec.kind === 'command' ? 'command' : 'signal')] = spec;
  return { id: `panda:${name}`, members: specs };
}

/** Its description is the key of drift: another application or firmware shows in the lock even where no member differs. */
function identityMember({ identity, application }: BoxShown): BlockMember {
  const { firmware, software } = identity;
  const parts = [
    application === undefined ? undefined : `application ${application}`,
    firmware === undefined ? undefined : `FPGA ${firmware}`,
    software === undefined ? undefined : `server ${software}`,
  ].filter((part) => part !== undefined);
  return {
    spec: { kind: 'r', source: IDENTITY, type: 'str' },
    meta: parts.length === 0 ? {} : { description: parts.join(', ') },
    form: { kind: 'text' },
  };
}

/** Names come from the wire: `__proto__` must be a key like any other. */
function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
