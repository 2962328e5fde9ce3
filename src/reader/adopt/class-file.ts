import { DevgenError } from '@devgen/runtime/contract';
import { type ClassDeclaration, Node, Project, type PropertyDeclaration, type SourceFile, ts } from 'ts-morph';

/** Lines of a text, counted from 1, both ends within. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** A member that a generated class declares. */
export interface DeclaredMember extends Lines {
  readonly name: string;
  /** Of the declaration itself, without its comment. */
  readonly line: number;
  /** Of its type, without `| undefined`. */
  readonly type: string;
  readonly optional: boolean;
  /** The lines of its comment; `undefined` for none. */
  readonly doc: readonly string[] | undefined;
  /** The declared member before it. */
  readonly after: string | undefined;
}

/** Anything else in the class: a method, a field, an accessor. */
export interface OwnElement extends Lines {
  readonly name: string;
  /** With the comments before it. */
  readonly text: string;
  /** Names that it uses, its own included. */
  readonly uses: ReadonlySet<string>;
}

/** One name that a file imports. */
export interface ImportedName {
  readonly from: string;
  readonly name: string;
  /** What it is called in the file. */
  readonly local: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A generated class's file, as far as a hand may have edited it. */
export interface ClassFile {
  readonly text: string;
  readonly className: string;
  readonly classLine: number;
  readonly doc: readonly string[] | undefined;
  /** Of class and comment, up to the brace. */
  readonly head: Lines;
  readonly members: ReadonlyMap<string, DeclaredMember>;
  /** Member name to wire name, as the spec says. */
  readonly sources: ReadonlyMap<string, string>;
  readonly elements: readonly OwnElement[];
  readonly imports: readonly ImportedName[];
  readonly importLines: readonly Lines[];
  /** Names declared beside the class; whether only as a type. */
  readonly declared: ReadonlyMap<string, { readonly typeOnly: boolean }>;
}

/** Reads a text of one class; throws `ADOPT.SYNTAX` with the line where it does not parse. */
export function readClassFile(text: string, path: string): ClassFile {
  const file = parsed(text, path);
  const classes = file.getClasses().filter((each) => each.getExtends() !== undefined);
  const [of] = classes;
  if (of === undefined || classes.length > 1)
    throw new DevgenError(`${path} has ${of === undefined ? 'no class' : 'several classes'} in it`, {
      code: 'ADOPT.FILE',
      source: path,
      hint: 'Adopt one file of one generated class at a time.',
    });
  const properties = of.getProperties().filter((each) => each.hasDeclareKeyword() && !each.isStatic());
  const spec = of.getStaticProperty('spec');
  const own = new Set<Node | undefined>([...properties, spec, of.getStaticProperty('conversions')]);
  const start = of.getStartLineNumber(true);
  return {
    text,
    className: of.getName() ?? '',
    classLine: of.getStartLineNumber(),
    doc: docOf(of),
    head: { from: start, to: of.getStartLineNumber() },
    members: new Map(properties.map((each, index) => [each.getName(), member(each, properties[index - 1])])),
    sources: sourcesOf(spec),
    elements: of
      .getMembers()
      .filter((each) => !own.has(each))
      .map((each) => element(each, file)),
    imports: file.getImportDeclarations().flatMap((each): ImportedName[] => {
      const line = each.getStartLineNumber();
      const from = each.getModuleSpecifierValue();
      return each.getNamedImports().map((one) => ({
        from,
        name: one.getName(),
        local: one.getAliasNode()?.getText() ?? one.getName(),
        typeOnly: each.isTypeOnly() || one.isTypeOnly(),
        line,
      }));
    }),
    importLines: file.getImportDeclarations().map(linesOf),
    declared: declaredIn(file),
  };
}

/** A text as a tree; `ADOPT.SYNTAX` where it is none. */
export function parsed(text: string, path: string): SourceFile {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const file = project.createSourceFile('file.ts', text);
  const { parseDiagnostics = [] } = file.compilerNode as unknown as {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  const [first] = parseDiagnostics;
  if (first === undefined) return file;
  const { line } = file.getLineAndColumnAtPos(first.start);
  const why = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  throw new DevgenError(`${path} does not parse: line ${line}: ${why}`, {
    code: 'ADOPT.SYNTAX',
    source: path,
    hint: `Correct line ${line}, then adopt it again. Nothing was written.`,
  });
}

function member(of: PropertyDeclaration, before: PropertyDeclaration | undefined): DeclaredMember {
  const type = (of.getTypeNode()?.getText() ?? '').replace(/\s+/g, ' ');
  return {
    ...linesOf(of),
    name: of.getName(),
    line: of.getStartLineNumber(),
    type: type.replace(/ \| undefined$/, ''),
    optional: type.endsWith(' | undefined'),
    doc: docOf(of),
    after: before?.getName(),
  };
}

function docOf(of: ClassDeclaration | PropertyDeclaration): readonly string[] | undefined {
  const doc = of.getJsDocs().at(-1);
  if (doc === undefined) return undefined;
  const text = doc.getText().replace(/^\/\*\*|\*\/$/g, '');
  const lines = text.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function sourcesOf(spec: Node | undefined): ReadonlyMap<string, string> {
  const literal = Node.isPropertyDeclaration(spec) ? spec.getInitializer() : undefined;
  const members = Node.isObjectLiteralExpression(literal) ? literal.getProperty('members') : undefined;
  const entries = Node.isPropertyAssignment(members) ? members.getInitializer() : undefined;
  if (!Node.isObjectLiteralExpression(entries)) return new Map();
  return new Map(
    entries.getProperties().flatMap((entry): [string, string][] => {
      const value = Node.isPropertyAssignment(entry) ? entry.getInitializer() : undefined;
      const source = Node.isObjectLiteralExpression(value) ? value.getProperty('source') : undefined;
      const text = Node.isPropertyAssignment(source) ? source.getInitializer() : undefined;
      return Node.isPropertyAssignment(entry) && Node.isStringLiteral(text)
        ? [[entry.getName(), text.getLiteralValue()]]
        : [];
    }),
  );
}

function element(of: Node, file: SourceFile): OwnElement {
  const text = file.getFullText();
  const [comment] = of.getLeadingCommentRanges();
  const from = Math.min(comment?.getPos() ?? of.getStart(), of.getStart(true));
  const rest = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*\*\/[ \t]*)(?=\n)/.exec(text.slice(of.getEnd()))?.[0] ?? '';
  const to = of.getEnd() + rest.length;
  const uses = of.getDescendantsOfKind(ts.SyntaxKind.Identifier).map((each) => each.getText());
  return {
    name: Node.hasName(of) ? of.getName() : '',
    text: text.slice(text.lastIndexOf('\n', from) + 1, to),
    uses: new Set(uses),
    from: file.getLineAndColumnAtPos(from).line,
    to: file.getLineAndColumnAtPos(to).line,
  };
}

function declaredIn(file: SourceFile): ReadonlyMap<string, { readonly typeOnly: boolean }> {
  const declared = new Map<string, { typeOnly: boolean }>();
  for (const each of file.getStatements()) {
    if (Node.isInterfaceDeclaration(each) || Node.isTypeAliasDeclaration(each)) {
      if (!declared.has(each.getName())) declared.set(each.getName(), { typeOnly: true });
    } else if (Node.isVariableStatement(each)) {
      for (const one of each.getDeclarations()) declared.set(one.getName(), { typeOnly: false });
    } else if ((Node.isFunctionDeclaration(each) || Node.isClassDeclaration(each)) && each.getName() !== undefined)
      declared.set(each.getName() ?? '', { typeOnly: false });
  }
  return declared;
}

function linesOf(of: Node): Lines {
  return { from: of.getStartLineNumber(true), to: of.getEndLineNumber() };
}
