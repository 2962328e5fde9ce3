import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type ConfigEdit, edited } from '../../src/config/edit/edit-config.ts';

/** A person's config: maps in either style, odd spacing, and a comment wherever one may stand, each with a number. */
type Tree = { readonly [key: string]: Tree | string };

const name = fc.constantFrom('Motor', 'Mot*', 'rbv', 'sr/id/1', 'a b', 'SIM:M1', '__proto__', 'true', '12', 'é');
const { tree } = fc.letrec<{ tree: Tree; value: Tree | string }>((tie) => ({
  tree: fc
    .uniqueArray(fc.tuple(name, tie('value')), { minLength: 1, maxLength: 4, selector: ([key]) => key })
    .map(toTree),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', 'two words', '# none', "it's"),
    tie('tree'),
  ),
}));

function toTree(entries: readonly (readonly [string, Tree | string])[]): Tree {
  const made = Object.create(null) as Record<string, Tree | string>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}

interface Written {
  readonly text: string;
  readonly comments: number;
}

/** Writes the tree with the choices that are drawn one by one. */
function written(root: Tree, draw: () => number): Written {
  let comments = 0;
  const comment = (): string => ` # c${comments++}`;
  const maybe = (chance: number, text: () => string): string => (draw() % chance === 0 ? text() : '');
  const scalar = (text: string): string =>
    draw() % 2 === 0 ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
  const flow = (of: Tree): string => {
    const gap = draw() % 2 === 0 ? ' ' : '';
    const pairs = Object.entries(of).map(([key, value]) => {
      const inner = typeof value === 'string' ? scalar(value) : flow(value);
      return `${scalar(key)}: ${inner}`;
    });
    return `{${gap}${pairs.join(draw() % 2 === 0 ? ', ' : ',   ')}${gap}}`;
  };
  const block = (of: Tree, indent: string): string =>
    Object.entries(of)
      .map(([key, value]) => {
        const above = maybe(3, () => `${indent}${comment().trim()}\n`) + maybe(6, () => '\n');
        const head = `${above}${indent}${scalar(key)}:`;
        if (typeof value === 'string') return `${head} ${scalar(value)}${maybe(3, comment)}\n`;
        if (draw() % 3 === 0) return `${head} ${flow(value)}${maybe(3, comment)}\n`;
        return `${head}${maybe(3, comment)}\n${block(value, `${indent}${draw() % 2 === 0 ? '  ' : '    '}`)}`;
      })
      .join('');
  const text = block(root, '') + maybe(2, () => `${comment().trim()}\n`);
  return { text: draw() % 4 === 0 ? text.replaceAll('\n', '\r\n') : text, comments };
}

const configs = fc
  .tuple(tree, fc.infiniteStream(fc.nat(1000)))
  .map(([root, stream]) => ({ root, ...written(root, () => stream.next().value as number) }));

/** Every path of keys in the tree. */
function pathsOf(of: Tree | string, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof of === 'string') return [path];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(of).flatMap(([key, value]) => pathsOf(value, [...path, key])),
  ];
}

function commentsIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/# c(\d+)/g), ([, number]) => Number(number));
}

/** The keys of a text in their order, each with its path. */
function keysIn(text: string): readonly string[] {
  const list = (of: unknown, path: string): readonly string[] =>
    of instanceof Map ? [...of].flatMap(([key, value]) => [`${path}/${key}`, ...list(value, `${path}/${key}`)]) : [];
  return list(parseDocument(text).toJS({ mapAsMap: true }), '');
}

const edits = configs.chain((config) =>
  fc
    .tuple(fc.constant(config), fc.constantFrom(...pathsOf(config.root)), name)
    .map(([made, path, other]) => ({ ...made, path, other })),
);

describe('whatever the config looks like', () => {
  it('a value that is set leaves every comment and key in its order', () => {
    let done = 0;
    fc.assert(
      fc.property(edits, ({ text, path, other, comments }) => {
        const edit: ConfigEdit = { path: [...path.slice(0, -1), other, 'added'], value: 'new' };
        const after = attempt(text, edit);
        if (after === undefined) return;
        expect(commentsIn(after)).toEqual(Array.from({ length: comments }, (_, index) => index));
        const before = keysIn(text);
        expect(keysIn(after).filter((key) => before.includes(key))).toEqual(before);
        done++;
      }),
    );
    expect(done).toBeGreaterThan(50);
  });

  it('a key that is renamed leaves every comment in its place, and every other byte', () => {
    let done = 0;
    fc.assert(
      fc.property(edits, ({ text, path, comments }) => {
        const after = edited(text, [{ path, key: 'Renamed' }], 'f');
        expect(commentsIn(after)).toEqual(Array.from({ length: comments }, (_, index) => index));
        const was = path.at(-1) ?? '';
        const at = [...after].findIndex((character, index) => character !== [...text][index]);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(keysIn(after)).toEqual(
          keysIn(text).map((key) =>
            `${key}/`.startsWith(`/${path.join('/')}/`)
              ? `/${[...path.slice(0, -1), 'Renamed'].join('/')}${key.slice(path.join('/').length + 1)}`
              : key,
          ),
        );
        expect(after.length - text.length).toBeLessThanOrEqual('"Renamed"'.length);
        expect(was).not.toBe('');
        done++;
      }),
    );
    expect(done).toBeGreaterThan(50);
  });

  it('an entry that is removed takes no comment with it but those on its own lines', () => {
    let done = 0;
    fc.assert(
      fc.property(edits, ({ text, path }) => {
        const after = attempt(text, { path, remove: true });
        if (after === undefined) return;
        done++;
        // What is left is a run of the text before and one of the text behind.
        const start = commonStart(text, after);
        expect(text.endsWith(after.slice(start))).toBe(true);
        const gone = text.slice(start, text.length - (after.length - start));
        expect(commentsIn(after)).toEqual(commentsIn(text).filter((number) => !commentsIn(gone).includes(number)));
        const above = gone.split('\n').filter((line) => /^\s*# c/.test(line));
        const keys = keysIn(text).filter((key) => !keysIn(after).includes(key));
        if (keys.length === 1) expect(above).toEqual([]);
      }),
    );
    expect(done).toBeGreaterThan(50);
  });
});

/** The text after the edit, or `undefined` where devgen says that it cannot: nothing is lost then either. */
function attempt(text: string, edit: ConfigEdit): string | undefined {
  try {
    return edited(text, [edit], 'f');
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIG.EDIT' });
    return undefined;
  }
}

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}
