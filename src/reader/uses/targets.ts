import { ts } from 'ts-morph';
import type { Broken } from '../../model/uses/broken.ts';
import type { Marked } from '../../model/uses/marks.ts';
import type { OlderPackage } from './older-package.ts';

/** What breaks, by what the compiler knows it by: declarations, marks and texts. */
export class Targets {
  readonly #declared = new Map<ts.Node, Broken[]>();
  readonly #members = new Map<string, Broken[]>();
  readonly #labels = new Map<string, Broken[]>();
  readonly #devices = new Map<string, Broken[]>();
  readonly #aliases = new Map<string, Broken[]>();
  readonly #names = new Set<string>();
  readonly #labelTexts = new Set<string>();
  readonly #owners: ReadonlyMap<string, string>;
  /** What has no declaration in the older package: its templates make something else of it. */
  readonly unplaced: readonly Broken[];

  constructor(
    broken: readonly Broken[],
    marks: Marked,
    older: OlderPackage,
    checker: ts.TypeChecker,
    program: ts.Program,
  ) {
    this.#owners = new Map([...marks.members].map(([name, mark]) => [mark, name]));
    this.unplaced = broken.filter((each) => {
      const placed = this.#add(each, older, checker, program);
      return !placed && each.kind === 'member' && marks.members.has(each.of);
    });
  }

  /** Whether an identifier may be one of those that are looked for. */
  isName(text: string): boolean {
    return this.#names.has(text);
  }

  isLabel(text: string): boolean {
    return this.#labelTexts.has(text);
  }

  ofSymbol(symbol: ts.Symbol | undefined): readonly Broken[] {
    return (symbol?.declarations ?? []).flatMap((declaration) => this.#declared.get(declaration) ?? []);
  }

  /** A member of the class whose mark is among these names. */
  ofKey(text: string, names: readonly string[]): readonly Broken[] {
    return names.flatMap((mark) => this.#members.get(`${this.#owners.get(mark) ?? ''}\n${text}`) ?? []);
  }

  /** A label of the set whose mark is among these. */
  ofLabel(text: string, labels: readonly string[]): readonly Broken[] {
    return labels.flatMap((mark) => this.#labels.get(`${mark}\n${text}`) ?? []);
  }

  ofDevice(text: string): readonly Broken[] {
    const name = /^\w+:\/\/[^/]+\/(.*)$/.exec(text)?.[1] ?? text;
    return this.#devices.get(name.replace(/#.*$/, '').toLowerCase()) ?? [];
  }

  ofAlias(text: string): readonly Broken[] {
    return this.#aliases.get(text.toLowerCase()) ?? [];
  }

  #add(each: Broken, older: OlderPackage, checker: ts.TypeChecker, program: ts.Program): boolean {
    switch (each.kind) {
      case 'label':
        this.#labelTexts.add(each.name);
        return put(this.#labels, `${each.mark}\n${each.name}`, each);
      case 'device':
        return put(this.#devices, each.name.toLowerCase(), each);
      case 'alias':
        return put(this.#aliases, each.name.toLowerCase(), each);
      default:
    }
    const exported = exportedSymbol(each.stem, each.kind === 'member' ? each.of : each.name, older, checker, program);
    const name = each.name as ts.__String;
    const symbol = each.kind === 'member' ? exported?.members?.get(name) : exported;
    if (each.kind === 'member') put(this.#members, `${each.of}\n${each.name}`, each);
    this.#names.add(each.name);
    for (const declaration of symbol?.declarations ?? []) put(this.#declared, declaration, each);
    return symbol !== undefined;
  }
}

function exportedSymbol(
  stem: string,
  name: string,
  older: OlderPackage,
  checker: ts.TypeChecker,
  program: ts.Program,
): ts.Symbol | undefined {
  const file = program.getSourceFile(older.path(`${stem}.ts`));
  const module = file && checker.getSymbolAtLocation(file);
  return module?.exports?.get(name as ts.__String);
}

function put<K>(map: Map<K, Broken[]>, key: K, each: Broken): true {
  const known = map.get(key);
  if (known === undefined) map.set(key, [each]);
  else known.push(each);
  return true;
}
