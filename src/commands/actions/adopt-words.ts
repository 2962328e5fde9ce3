import { inverted } from '../../model/merge/ledger.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { ClassFile } from '../../reader/adopt/class-file.ts';
import type { KnownWords } from '../../reader/adopt/edits.ts';
import { memberDoc } from '../../render/doc-view.ts';
import { packageScope } from '../../render/package-scope.ts';

/** What a class's comments say beside the descriptions. */
export function knownWords(lock: Lock, className: string, file: ClassFile): KnownWords {
  const of = lock.classes.get(className);
  const names = inverted(lock.ledger.members.get(of?.id ?? ''));
  const { agreement } = packageScope(lock, { package: '' });
  const facts = [...(of?.members ?? [])].map(([key, { source, meta }]): readonly [string, string] => {
    const { label: _, description: __, ...rest } = agreement.of(className, key, meta);
    const { one, many } = memberDoc(source, rest);
    const text = one ?? many?.join('\n') ?? '';
    return [names.get(key) ?? key, text.slice(`\`${source}\``.length).replace(/^:\s*/, '')];
  });
  const described = of?.doc === undefined || of.doc === '' ? 0 : of.doc.trim().split(/\r\n|[\n\r\u2028\u2029]/).length;
  return { facts: new Map(facts), classFacts: (file.doc ?? []).slice(described) };
}
