import Handlebars from 'handlebars';

/** The names of the templates that a template uses; `undefined` where it computes one. */
export function usedPartials(program: hbs.AST.Program): ReadonlySet<string> | undefined {
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
