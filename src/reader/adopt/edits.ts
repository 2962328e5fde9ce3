import type { ClassFile, DeclaredMember, ImportedName, Lines, OwnElement } from './class-file.ts';
import { carriedClassDoc, carriedDoc } from './carried-doc.ts';
import { pairMembers } from './pair-members.ts';
import { narrowed, type NarrowedType } from './narrowed.ts';

/** A change of a member that an overlay can say; `member` is what it was called. */
export type MemberEdit = { readonly member: string; readonly line: number } & (
  | { readonly kind: 'rename'; readonly to: string }
  | { readonly kind: 'hide' }
  | { readonly kind: 'document'; readonly text: string }
  | { readonly kind: 'retype'; readonly retype: NarrowedType }
);

/** Something that no overlay can say. */
export interface LeftEdit {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** What a hand did to a generated file. */
export interface Edits {
  readonly members: readonly MemberEdit[];
  readonly document: { readonly text: string; readonly line: number } | undefined;
  /** Methods and fields, which belong to a subclass. */
  readonly elements: readonly OwnElement[];
  /** Names that they need, as the edited file has them. */
  readonly imports: readonly ImportedName[];
  readonly left: readonly LeftEdit[];
  /** Lines of the edited file of which all is said by the above. */
  readonly accounted: readonly Lines[];
}

/** What the generated texts say beside the descriptions: it comes again by itself. */
export interface KnownWords {
  /** By member: its unit and range, `In V, 0 to 10.` */
  readonly facts: ReadonlyMap<string, string>;
  /** Of the class's comment: the lines behind its description. */
  readonly classFacts: readonly string[];
}

/** What a hand made of a generated file; `before` is the file as devgen wrote it. */
export function readEdits(before: ClassFile, after: ClassFile, words: KnownWords): Edits {
  const { members, document, elements, left, accounted } = new EditReader(before, after, words);
  const imports = neededImports(elements, after, before);
  for (const each of after.imports) {
    const known = before.imports.some((one) => one.from === each.from && one.name === each.name);
    if (!known && !imports.some(({ local }) => local === each.local))
      left.push({ line: each.line, text: `import ${each.local}`, why: 'Nothing that moves to a subclass uses it.' });
  }
  return { members, document, elements, imports, left, accounted };
}

/** Collects edits of all kinds. */
class EditReader {
  readonly members: MemberEdit[] = [];
  document: Edits['document'];
  readonly elements: OwnElement[] = [];
  readonly left: LeftEdit[] = [];
  readonly accounted: Lines[] = [];
  readonly #before: ClassFile;
  readonly #after: ClassFile;
  readonly #words: KnownWords;

  constructor(before: ClassFile, after: ClassFile, words: KnownWords) {
    this.#before = before;
    this.#after = after;
    this.#words = words;
    this.accounted.push(...after.importLines);
    const { pairs, removed, added } = pairMembers(before, after);
    for (const { old, now } of pairs) this.#pair(old, now);
    for (const member of added)
      this.#leave(member.line, member.name, 'A declared member is one of the device, and the lock has none like it.');
    for (const element of after.elements) this.#element(element);
    const redeclared = new Set(after.elements.map(({ name }) => name));
    for (const member of removed)
      if (!redeclared.has(member.name))
        this.members.push({ kind: 'hide', member: member.name, line: lineBehind(member, before, after) });
    this.#classDoc();
    if (before.className !== after.className)
      this.#leave(
        after.classLine,
        after.className,
        `Take the name back, then devgen rename ${before.className} ${after.className}.`,
      );
  }

  #pair(old: DeclaredMember, now: DeclaredMember): void {
    const base = { member: old.name, line: now.line };
    if (old.name !== now.name) this.members.push({ kind: 'rename', ...base, to: now.name });
    const retype = old.type === now.type ? undefined : narrowed(old.type, now.type);
    if (retype !== undefined && 'why' in retype) this.#leave(now.line, `${now.name}: ${now.type}`, retype.why);
    else {
      if (retype !== undefined) this.members.push({ kind: 'retype', ...base, retype });
      const isOther = retype !== undefined || old.name !== now.name;
      if (isOther && isPlain(now, old, this.#after)) this.accounted.push({ from: now.line, to: now.line });
    }
    if (sameLines(old.doc, now.doc) || now.doc === undefined) return;
    const source = this.#before.sources.get(old.name) ?? old.name;
    const said = carriedDoc(now.doc, source, this.#words.facts.get(old.name) ?? '');
    if ('why' in said) this.#leave(now.from, now.doc.join(' '), said.why);
    else this.members.push({ kind: 'document', ...base, line: now.from, text: said.text });
    this.accounted.push({ from: now.from, to: now.line - 1 });
  }

  #element(element: OwnElement): void {
    this.accounted.push(element);
    const why = this.#before.members.has(element.name)
      ? 'A member of the device has this name: only devgen declares it.'
      : foreignName(element, this.#before, this.#after);
    if (why === undefined) this.elements.push(element);
    else this.#leave(element.from, element.text.trim().split('\n')[0] ?? '', why);
  }

  #classDoc(): void {
    const { doc, head } = this.#after;
    if (doc === undefined || sameLines(this.#before.doc, doc)) return;
    const said = carriedClassDoc(doc, this.#words.classFacts);
    if ('why' in said) this.#leave(head.from, doc.join(' '), said.why);
    else this.document = { text: said.text, line: head.from };
    this.accounted.push({ from: head.from, to: head.to - 1 });
  }

  #leave(line: number, text: string, why: string): void {
    this.left.push({ line, text, why });
    this.accounted.push({ from: line, to: line });
  }
}

/** Whether nothing stands on the line but the member, its name and its type. */
function isPlain(now: DeclaredMember, old: DeclaredMember, file: ClassFile): boolean {
  const line = file.text.split('\n')[now.line - 1]?.trim();
  return (
    now.optional === old.optional &&
    line === `declare readonly ${now.name}: ${now.type}${now.optional ? ' | undefined' : ''};`
  );
}

/** Where a member stood: behind the last one before it that is still there. */
function lineBehind(member: DeclaredMember, before: ClassFile, after: ClassFile): number {
  for (let name = member.after; name !== undefined; name = before.members.get(name)?.after) {
    const found = after.members.get(name);
    if (found !== undefined) return found.to + 1;
  }
  return after.classLine + 1;
}

/** A name that only the edited file declares: a subclass could not have it from there. */
function foreignName({ uses }: OwnElement, before: ClassFile, after: ClassFile): string | undefined {
  const name = [...after.declared.keys()].find(
    (each) => uses.has(each) && !before.declared.has(each) && each !== after.className,
  );
  return name && `It needs ${name}, which is declared in this file alone: move both to a file of yours.`;
}

/** Names of the file, or that it imports, which the moved elements use. */
function neededImports(elements: readonly OwnElement[], after: ClassFile, before: ClassFile): readonly ImportedName[] {
  const isUsed = (name: string): boolean => elements.some(({ uses }) => uses.has(name));
  const own = [...before.declared].flatMap(([name, { typeOnly }]): ImportedName[] =>
    name !== before.className && isUsed(name) ? [{ from: '', name, local: name, typeOnly, line: 0 }] : [],
  );
  return [...own, ...after.imports.filter(({ local }) => isUsed(local))];
}

function sameLines(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return (a ?? []).join('\n') === (b ?? []).join('\n');
}
