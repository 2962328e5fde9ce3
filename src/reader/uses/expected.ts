import { ts } from 'ts-morph';

/** The texts that the types around a text allow in its place: of a label its set, of a member's name the keys. */
export function expectedTexts(node: ts.Expression | ts.LiteralTypeNode, checker: ts.TypeChecker): readonly string[] {
  return typesAround(node, checker).flatMap((type) => textsOf(type, checker));
}

/** Types beside which a text names something of them: `Pick<T, 'a'>`, `read(tg, 'a')`. */
export function neighbours(node: ts.Expression | ts.LiteralTypeNode, checker: ts.TypeChecker): readonly ts.Type[] {
  if (ts.isLiteralTypeNode(node)) return typeArguments(node).map((each) => checker.getTypeAtLocation(each));
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(node)) return [];
  return parent.arguments.filter((each) => each !== node).map((each) => checker.getTypeAtLocation(each));
}

function typesAround(node: ts.Expression | ts.LiteralTypeNode, checker: ts.TypeChecker): readonly ts.Type[] {
  if (ts.isLiteralTypeNode(node)) return neighbours(node, checker);
  const compared = comparedWith(node);
  const type = compared === undefined ? checker.getContextualType(node) : checker.getTypeAtLocation(compared);
  return type === undefined ? [] : [type];
}

/** What an expression is compared with. */
function comparedWith(node: ts.Expression): ts.Expression | undefined {
  const { parent } = node;
  if (ts.isCaseClause(parent)) return parent.parent.parent.expression;
  if (!ts.isBinaryExpression(parent) || !comparisons.has(parent.operatorToken.kind)) return undefined;
  return parent.left === node ? parent.right : parent.left;
}

const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** The other arguments of the type that this literal, or the union around it, is an argument of. */
function typeArguments(literal: ts.LiteralTypeNode): readonly ts.TypeNode[] {
  let type: ts.TypeNode = literal;
  while (ts.isUnionTypeNode(type.parent) || ts.isParenthesizedTypeNode(type.parent)) type = type.parent;
  const { parent } = type;
  return ts.isTypeReferenceNode(parent) ? (parent.typeArguments?.filter((each) => each !== type) ?? []) : [];
}

function textsOf(type: ts.Type, checker: ts.TypeChecker): readonly string[] {
  if (type.isStringLiteral()) return [type.value];
  if (type.isUnion()) return type.types.flatMap((each) => textsOf(each, checker));
  const base = type.flags & ts.TypeFlags.Instantiable ? checker.getBaseConstraintOfType(type) : undefined;
  return base === undefined || base === type ? [] : textsOf(base, checker);
}
