import { isAlias, isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import { nearest } from './nearest.ts';
import { resolve, type RootSchema, type Schema } from './schema.ts';

/** One thing wrong, at an offset into the text. */
export interface Problem {
  readonly code: 'CONFIG.KEY_UNKNOWN' | 'CONFIG.VALUE';
  readonly offset: number;
  readonly summary: string;
  readonly why: string;
  readonly hint: string;
}

/** Holds a YAML node against the schema; every problem, in the order of the text, unknown keys first. */
export function checkNode(document: Document, root: RootSchema): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (
    node: Node | null,
    summary: string,
    why: string,
    hint: string,
    code: Problem['code'] = 'CONFIG.VALUE',
  ): void => {
    problems.push({ code, offset: node?.range?.[0] ?? 0, summary, why, hint });
  };

  const visit = (written: Node | null, given: Schema, path: string, at: Node | null): void => {
    const node = isAlias(written) ? (written.resolve(document) ?? null) : written;
    const schema = branch(node, resolve(given, root));
    if (schema.type === 'object' || schema.oneOf) return visitMap(node, schema, path, at);
    if (schema.type === 'array') {
      if (!isSeq(node)) return report(node ?? at, `${path} must be a list`, found(node), 'Write [item, item].');
      if (node.items.length < (schema.minItems ?? 0))
        report(node, `${path} is empty`, 'At least one entry is needed.', 'Add one, or write a map.');
      for (const [index, item] of node.items.entries())
        visit(asNode(item), schema.items ?? {}, `${path}[${index}]`, node);
      return;
    }
    if (schema.type === 'boolean') {
      const isFlag = isScalar(node) && typeof node.value === 'boolean';
      return isFlag ? undefined : report(node ?? at, `${path} must be true or false`, found(node), 'Write true.');
    }
    if (schema.type === 'integer') return visitInteger(node, schema, path, at);
    visitText(node, schema, path, at);
  };

  const visitInteger = (node: Node | null, { minimum = -Infinity }: Schema, path: string, at: Node | null): void => {
    const value = isScalar(node) ? node.value : undefined;
    if (Number.isSafeInteger(value) && Number(value) >= minimum) return;
    const wanted = minimum === -Infinity ? 'a whole number' : `a whole number from ${minimum} on`;
    report(node ?? at, `${path} must be ${wanted}`, found(node), 'Write digits, without quotes.');
  };

  const branch = (node: Node | null, schema: Schema): Schema => {
    if (schema.anyOf) return resolve(schema.anyOf[isSeq(node) ? 1 : 0], root);
    if (!schema.oneOf) return schema;
    const kind = isMap(node) ? node.get('kind') : undefined;
    return schema.oneOf.map((one) => resolve(one, root)).find((one) => kindOf(one) === kind) ?? schema;
  };

  const visitMap = (node: Node | null, schema: Schema, path: string, at: Node | null): void => {
    const label = path || 'The config';
    if (!isMap(node))
      return report(node ?? at, `${label} must be a map of keys to values`, found(node), 'Write KEY: VALUE lines.');
    if (schema.oneOf) {
      const kinds = schema.oneOf.map((one) => kindOf(resolve(one, root)) ?? '');
      const kind = node.get('kind', true);
      return report(
        asNode(kind) ?? node,
        `${path}.kind is not a kind of control system`,
        found(asNode(kind) ?? null),
        oneOf(kinds),
      );
    }
    const known = schema.properties ?? {};
    for (const pair of node.items) {
      const key = asNode(pair.key);
      const name = isScalar(key) ? String(key.value) : '';
      const inside = path ? `${path}.${name}` : name;
      const value = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
      if (value) visit(asNode(pair.value), value, inside, key);
      else {
        const meant = nearest(name, Object.keys(known));
        const hint = meant ? `Did you mean ${meant}?` : oneOf(Object.keys(known));
        report(
          key,
          `Unknown key ${JSON.stringify(name)}${path ? ` in ${path}` : ''}`,
          `The keys are ${Object.keys(known).join(', ')}.`,
          hint,
          'CONFIG.KEY_UNKNOWN',
        );
      }
    }
    for (const name of schema.required ?? []) {
      if (!node.has(name))
        report(
          node,
          `${path ? `${path}.` : ''}${name} is missing`,
          `${label} needs ${(schema.required ?? []).join(' and ')}.`,
          `Add ${name}: …`,
        );
    }
    if (node.items.length < (schema.minProperties ?? 0))
      report(at ?? node, `${path} is empty`, 'At least one entry is needed.', 'devgen init shows an example.');
  };

  const visitText = (node: Node | null, schema: Schema, path: string, at: Node | null): void => {
    const value = isScalar(node) ? node.value : undefined;
    const choices = schema.const === undefined ? schema.enum : [schema.const];
    if (choices && !choices.some((choice) => choice === value)) {
      const meant = typeof value === 'string' ? nearest(value, choices) : undefined;
      return report(
        node ?? at,
        `${path} must be ${choices.join(' or ')}`,
        found(node),
        meant ? `Did you mean ${meant}?` : oneOf(choices),
      );
    }
    if (choices) return;
    if (typeof value !== 'string') return report(node ?? at, `${path} must be text`, found(node), 'Put it in quotes.');
    if (value.length < (schema.minLength ?? 0))
      return report(node ?? at, `${path} is empty`, found(node), 'Fill it in, or remove the line.');
    if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value))
      report(
        node ?? at,
        `${path} is not of the right form`,
        `${found(node)} ${schema.description ?? `It must match ${schema.pattern}`}`,
        'Correct the value.',
      );
  };

  visit(asNode(document.contents) ?? null, root, '', null);
  return problems.toSorted((a, b) => rank(a) - rank(b) || a.offset - b.offset);
}

/** A misspelt key is the cause where another is missing. */
function rank(problem: Problem): number {
  return problem.code === 'CONFIG.KEY_UNKNOWN' ? 0 : 1;
}

function kindOf(schema: Schema): string | undefined {
  return schema.properties?.['kind']?.const;
}

function asNode(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}

function found(node: Node | null): string {
  if (isMap(node)) return 'It is a map.';
  if (isSeq(node)) return 'It is a list.';
  return isScalar(node) && node.value !== null
    ? `It is ${JSON.stringify(node.value) ?? 'something else'}.`
    : 'There is nothing.';
}

function oneOf(choices: readonly string[]): string {
  return `One of: ${choices.join(', ')}.`;
}
