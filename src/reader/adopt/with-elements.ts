import { Node, type SourceFile } from 'ts-morph';
import { type ImportedName, type OwnElement, parsed } from './class-file.ts';

export interface Extended {
  readonly text: string;
  /** What the class has otherwise under the same name. */
  readonly refused: readonly { readonly element: OwnElement; readonly why: string }[];
}

/** A user's file with elements at the end of a class, and the imports that they need; the rest stays as it is. */
export function withElements(
  text: string,
  path: string,
  className: string,
  elements: readonly OwnElement[],
  imports: readonly ImportedName[],
): Extended {
  const lines = text.replaceAll('\r\n', '\n');
  const file = parsed(lines, path);
  const of = file.getClass(className);
  if (of === undefined)
    return { text, refused: elements.map((element) => ({ element, why: `${path} has no class ${className}.` })) };
  const present = new Map(
    of.getMembers().map((each) => [Node.hasName(each) ? each.getName() : '', squeezed(each.getText(true))]),
  );
  const refused = elements.flatMap((element) => {
    const known = element.name === '' ? undefined : present.get(element.name);
    const why = `${className} has a ${element.name} of its own in ${path}.`;
    return known === undefined || squeezed(element.text).endsWith(known) ? [] : [{ element, why }];
  });
  const fresh = elements.filter(
    ({ name, text: own }) => !present.has(name) && ![...present.values()].includes(squeezed(own)),
  );
  if (fresh.length === 0) return { text, refused };
  const end = of.getEnd() - 1;
  const body = lines.slice(0, end).trimEnd();
  const gap = body.endsWith('{') ? '\n' : '\n\n';
  const extended = `${body}${gap}${fresh.map((each) => each.text.replace(/^\n+/, '')).join('\n\n')}\n${lines.slice(end)}`;
  const all = withImports(
    extended,
    file,
    imports.filter(({ local }) => fresh.some(({ uses }) => uses.has(local))),
  );
  return { text: text.includes('\r\n') ? all.replaceAll('\n', '\r\n') : all, refused };
}

function withImports(text: string, file: SourceFile, imports: readonly ImportedName[]): string {
  const known = new Set([
    ...file
      .getImportDeclarations()
      .flatMap((each) => each.getNamedImports().map((one) => one.getAliasNode()?.getText() ?? one.getName())),
    ...file.getClasses().map((each) => each.getName()),
  ]);
  const byFile = new Map<string, string[]>();
  for (const { from, name, local, typeOnly } of imports) {
    if (known.has(local)) continue;
    const words = `${typeOnly ? 'type ' : ''}${name}${local === name ? '' : ` as ${local}`}`;
    byFile.set(from, [...(byFile.get(from) ?? []), words]);
  }
  const at = file.getImportDeclarations().at(-1)?.getEnd() ?? 0;
  const lines = [...byFile].map(([from, names]) => `import { ${names.join(', ')} } from '${from}';`);
  if (lines.length === 0) return text;
  return at === 0 ? `${lines.join('\n')}\n${text}` : `${text.slice(0, at)}\n${lines.join('\n')}${text.slice(at)}`;
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
