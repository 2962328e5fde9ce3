import { DevgenError } from '@devgen/runtime/contract';
import Handlebars from './engine.ts';
import { SUFFIX, type TemplateTexts } from './template-texts.ts';

/** A file that replaces nothing and that nothing uses has a misspelt name: it would be ignored without a word. */
export function refuseUnused(texts: TemplateTexts, programs: ReadonlyMap<string, hbs.AST.Program>): void {
  const used = [...programs].map(([name, program]) => ({ name, partials: usedPartials(program) }));
  for (const [name, { path, isKnown }] of texts) {
    if (isKnown || used.some((by) => by.name !== name && (by.partials?.has(name) ?? true))) continue;
    const known = [...texts].flatMap(([each, text]) => (text.isKnown ? [each + SUFFIX] : []));
    throw new DevgenError(
      `template ${path} replaces none of devgen's, and no other template uses it\ndevgen's are ${known.join(', ')}.`,
      { code: 'TEMPLATE.UNKNOWN', source: path, hint: `Rename it, or use it in another one as {{> ${name}}}.` },
    );
  }
}

/** The names of the templates that a template uses; `undefined` where it computes one. */
function usedPartials(program: hbs.AST.Program): ReadonlySet<string> | undefined {
  const visitor = new PartialVisitor();
  visitor.accept(program);
  return visitor.isComputed ? undefined : visitor.names;
}

class PartialVisitor extends Handlebars.Visitor {
  readonly names = new Set<string>();
  isComputed = false;

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.#use(partial.name);
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.#use(partial.name);
    super.PartialBlockStatement(partial);
  }

  #use(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if (name.type === 'PathExpression') this.names.add((name as hbs.AST.PathExpression).original);
    else this.isComputed = true;
  }
}
