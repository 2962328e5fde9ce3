import { ts } from 'ts-morph';

/**
 * The type in which a name at this place is looked up: that of `tg` in `tg.ampli`, `tg['ampli']`, `{ ampli } = tg`,
 * `'ampli' in tg`, `TangoTest['ampli']`, and the type that an object literal is meant to have.
 */
export function holderOf(node: ts.Node, checker: ts.TypeChecker): ts.Type | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node)
    return checker.getTypeAtLocation(parent.expression);
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
    return checker.getTypeAtLocation(parent.expression);
  if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node)
    return checker.getTypeAtLocation(parent.parent);
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.InKeyword)
    return checker.getTypeAtLocation(parent.right);
  if (isLiteralMember(parent) && parent.name === node) {
    const literal = parent.parent as ts.ObjectLiteralExpression;
    return isPattern(literal) ? patternType(literal, checker) : checker.getContextualType(literal);
  }
  if (ts.isLiteralTypeNode(parent)) return indexedType(parent, checker);
  return undefined;
}

/** The types that a class of a user adds to, where it declares a member of this name anew. */
export function basesOf(node: ts.Node, checker: ts.TypeChecker): readonly ts.Type[] {
  const { parent } = node;
  if (!ts.isClassElement(parent) || parent.name !== node || !ts.isClassLike(parent.parent)) return [];
  const clauses = parent.parent.heritageClauses ?? [];
  return clauses.flatMap(({ types }) => types.map((type) => checker.getTypeAtLocation(type)));
}

function isLiteralMember(node: ts.Node): node is ts.ObjectLiteralElementLike {
  return ts.isObjectLiteralElementLike(node) && ts.isObjectLiteralExpression(node.parent);
}

/** Whether a literal takes apart instead of putting together: `({ ampli } = tg)`. */
function isPattern(literal: ts.ObjectLiteralExpression): boolean {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent))
    return parent.left === literal && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (ts.isForOfStatement(parent)) return parent.initializer === literal;
  if (ts.isPropertyAssignment(parent) && parent.initializer === literal) return isPattern(parent.parent);
  return ts.isParenthesizedExpression(parent) && isPatternOf(parent);
}

function isPatternOf({ parent }: ts.ParenthesizedExpression): boolean {
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function patternType(literal: ts.ObjectLiteralExpression, checker: ts.TypeChecker): ts.Type | undefined {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent)) return checker.getTypeAtLocation(parent.right);
  if (ts.isPropertyAssignment(parent)) {
    const outer = patternType(parent.parent, checker);
    const symbol = outer?.getProperty(parent.name.getText());
    return symbol && checker.getTypeOfSymbolAtLocation(symbol, literal);
  }
  if (ts.isForOfStatement(parent))
    return checker.getIndexTypeOfType(checker.getTypeAtLocation(parent.expression), ts.IndexKind.Number);
  return undefined;
}

/** Of `'a'` in `T['a']` and `T['a' | 'b']`. */
function indexedType(literal: ts.LiteralTypeNode, checker: ts.TypeChecker): ts.Type | undefined {
  let type: ts.TypeNode = literal;
  while (ts.isUnionTypeNode(type.parent) || ts.isParenthesizedTypeNode(type.parent)) type = type.parent;
  const { parent } = type;
  return ts.isIndexedAccessTypeNode(parent) && parent.indexType === type
    ? checker.getTypeAtLocation(parent.objectType)
    : undefined;
}
