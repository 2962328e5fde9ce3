import { ts } from 'ts-morph';
import type { Broken } from '../../model/uses/broken.ts';
import { expectedTexts, neighbours } from './expected.ts';
import { basesOf, holderOf } from './properties.ts';
import type { Targets } from './targets.ts';
import type { Use } from './use.ts';

/** The uses in one file, in its order; on one line each thing once. */
export function usesIn(file: ts.SourceFile, targets: Targets, checker: ts.TypeChecker): readonly Use[] {
  const search = new Search(file, targets, checker);
  search.visit(file);
  return [...search.found.values()];
}

class Search {
  readonly found = new Map<string, Use>();
  readonly #file: ts.SourceFile;
  readonly #targets: Targets;
  readonly #checker: ts.TypeChecker;
  /** What imports call that which is looked for. */
  readonly #locals: ReadonlySet<string>;

  constructor(file: ts.SourceFile, targets: Targets, checker: ts.TypeChecker) {
    this.#file = file;
    this.#targets = targets;
    this.#checker = checker;
    this.#locals = new Set(importedNames(file).flatMap((name) => (this.#bySymbol(name).length > 0 ? [name.text] : [])));
  }

  readonly visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) this.#identifier(node);
    else if (ts.isStringLiteralLike(node)) this.#text(node);
    ts.forEachChild(node, this.visit);
  };

  #identifier(node: ts.Identifier): void {
    const { text } = node;
    if (this.#targets.isName(text) || this.#locals.has(text)) this.#report(node, this.#named(node, text));
    if (this.#targets.isLabel(text)) this.#report(node, this.#labelKey(node, text));
    if (ts.isCallExpression(node.parent) || ts.isPropertyAssignment(node.parent)) this.#constant(node);
  }

  /** A name: of a member where it is looked up in something, else of what it stands for. */
  #named(node: ts.Identifier, text: string): readonly Broken[] {
    const members = this.#member(node, text);
    return members.length > 0 ? members : this.#bySymbol(node);
  }

  #text(node: ts.StringLiteralLike): void {
    const { text, parent } = node;
    const word = ts.isLiteralTypeNode(parent) ? parent : node;
    if (this.#targets.isName(text)) this.#report(node, [...this.#member(node, text), ...this.#key(word, text)]);
    if (this.#targets.isLabel(text)) {
      this.#report(node, this.#labelKey(node, text));
      this.#report(node, this.#targets.ofLabel(text, expectedTexts(word, this.#checker)));
    }
    this.#report(node, this.#targets.ofDevice(text));
    if (ts.isNewExpression(parent)) this.#report(node, this.#targets.ofAlias(text));
  }

  /** A constant that holds a label, where a label is expected. */
  #constant(node: ts.Identifier): void {
    if (!ts.isExpression(node) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node)) return;
    const type = this.#checker.getTypeAtLocation(node);
    if (!type.isStringLiteral() || !this.#targets.isLabel(type.value)) return;
    this.#report(node, this.#targets.ofLabel(type.value, expectedTexts(node, this.#checker)));
  }

  #member(node: ts.Node, text: string): readonly Broken[] {
    const holder = holderOf(node, this.#checker);
    const types = holder === undefined ? basesOf(node, this.#checker) : [holder];
    return types.flatMap((type) => this.#property(type, text));
  }

  /** A text that is the name of a member because of the types around it: `Pick<T, 'a'>`, `read(tg, 'a')`, `keyof T`. */
  #key(word: ts.StringLiteralLike | ts.LiteralTypeNode, text: string): readonly Broken[] {
    const beside = neighbours(word, this.#checker).flatMap((type) => this.#property(type, text));
    return beside.length > 0 ? beside : this.#targets.ofKey(text, expectedTexts(word, this.#checker));
  }

  /** Of `{ Idle: 1 }` and `by.Idle`, where the labels are the keys. */
  #labelKey(node: ts.Node, text: string): readonly Broken[] {
    const holder = holderOf(node, this.#checker);
    return holder === undefined ? [] : this.#targets.ofLabel(text, namesOf(holder, this.#checker));
  }

  #property(type: ts.Type, text: string): readonly Broken[] {
    const whole = this.#checker.getNonNullableType(type);
    const parts = whole.isUnion() ? whole.types : [whole];
    return parts.flatMap((part) => {
      const symbol = this.#checker.getPropertyOfType(this.#checker.getApparentType(part), text);
      const found = this.#targets.ofSymbol(symbol && this.#origin(symbol));
      return found.length > 0 ? found : (this.#redeclared(part, text) ?? this.#byKeys(part, text));
    });
  }

  #redeclared(type: ts.Type, text: string): readonly Broken[] | undefined {
    const bases = type.isClassOrInterface() ? this.#checker.getBaseTypes(type) : [];
    const found = bases.flatMap((base) => this.#property(base, text));
    return found.length > 0 ? found : undefined;
  }

  /** A member of `Record<keyof T, …>`, which has no declaration. */
  #byKeys(type: ts.Type, text: string): readonly Broken[] {
    const symbol = this.#checker.getPropertyOfType(type, text);
    return symbol === undefined || symbol.declarations !== undefined
      ? []
      : this.#targets.ofKey(text, namesOf(type, this.#checker));
  }

  #bySymbol(node: ts.Identifier): readonly Broken[] {
    const symbol = this.#checker.getSymbolAtLocation(node);
    return this.#targets.ofSymbol(symbol && this.#origin(symbol));
  }

  #origin(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #report(node: ts.Node, broken: readonly Broken[]): void {
    const start = node.getStart(this.#file);
    const { line, character } = this.#file.getLineAndCharacterOfPosition(start);
    for (const { kind, name, fate } of broken) {
      if (kind === 'constant' && !isRead(node)) continue;
      const key = JSON.stringify([line, name, fate]);
      const place = { file: this.#file.fileName, line: line + 1, column: character + 1 };
      if (!this.found.has(key)) this.found.set(key, { ...fate, ...place, name });
    }
  }
}

/** Whether a name stands for a value, and is not only passed on. */
function isRead(node: ts.Node): boolean {
  const { parent } = node;
  return !ts.isPartOfTypeNode(node) && !ts.isTypeQueryNode(parent) && !isSpecifier(parent);
}

function isSpecifier(node: ts.Node): boolean {
  return ts.isImportSpecifier(node) || ts.isExportSpecifier(node);
}

function importedNames(file: ts.SourceFile): readonly ts.Identifier[] {
  return file.statements.flatMap((statement) => {
    if (ts.isImportEqualsDeclaration(statement)) return [statement.name];
    if (!ts.isImportDeclaration(statement)) return [];
    const { name, namedBindings } = statement.importClause ?? {};
    const named = namedBindings !== undefined && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
    return [...(name === undefined ? [] : [name]), ...named.map((element) => element.name)];
  });
}

function namesOf(type: ts.Type, checker: ts.TypeChecker): readonly string[] {
  return checker.getPropertiesOfType(checker.getNonNullableType(type)).map(({ name }) => name);
}
