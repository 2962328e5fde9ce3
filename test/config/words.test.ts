import { describe, expect, it } from 'vitest';
import { literalCredential, masked } from '../../src/config/credentials.ts';
import { expand, variablesOf } from '../../src/config/environment.ts';
import { nameGlob } from '@devgen/runtime/registry';
import { selection } from '../../src/config/glob.ts';
import { nearest } from '../../src/config/nearest.ts';

const where = { file: 'devgen.yaml', line: 3, column: 1 };

describe('globs', () => {
  it.each([
    ['sys/tg_test/1', 'sys/tg_test/1', true],
    ['sys/tg_test/*', 'SYS/TG_TEST/1', true],
    ['sys/*', 'sys/tg_test/1', false],
    ['sys/**', 'sys/tg_test/1', true],
    ['**', 'a', true],
    ['*/*/?', 'a/b/1', true],
    ['*/*/?', 'a/b/12', false],
    ['{a,b}/**', 'b/x/y', true],
    ['XF:28{Slt:1*}Mtr', 'XF:28{Slt:1-Ax:I}Mtr', true],
    ['a.b', 'axb', false],
    ['a(b', 'a(b', true],
    ['[a]', '[a]', true],
    ['{a', '{a', true],
  ])('%s meets %s: %s', (glob, name, expected) => {
    expect(nameGlob([glob])(name)).toBe(expected);
  });

  it('select everything but what is left out', () => {
    const selected = selection([], ['a/**']);
    expect([selected('a/b'), selected('b')]).toEqual([false, true]);
    expect(nameGlob([])('a')).toBe(false);
  });
});

describe('the environment', () => {
  it('is put in', () => {
    expect(expand('tango://${H}:${P}', { H: 'db', P: '1' }, where)).toBe('tango://db:1');
    expect(variablesOf('${A}${B}${A}$C')).toEqual(['A', 'B']);
  });

  it.each([{}, { H: '' }])('must have the variable: %o', (env) => {
    expect(() => expand('${H}', env, where)).toThrow(expect.objectContaining({ code: 'CONFIG.ENV_UNSET', where }));
  });

  it('a value is not looked at again', () => {
    expect(expand('${H}', { H: '${H}' }, where)).toBe('${H}');
  });
});

describe('credentials', () => {
  it('are seen and masked', () => {
    expect(literalCredential('tango://a:b@db')).toBe(true);
    expect(literalCredential('tango://db:10000/a/b/c#dbase=no')).toBe(false);
    expect(masked('tango://a:b@db:1?token=x&y=1')).toBe('tango://***@db:1?token=***&y=1');
  });
});

describe('the nearest word', () => {
  it.each([
    ['pul', ['pull', 'show'], 'pull'],
    ['souces', ['sources', 'show'], 'sources'],
    ['lsit', ['ls', 'list'], 'list'],
    ['xyzzy', ['pull', 'show'], undefined],
    ['', ['pull'], undefined],
  ])('to %s', (written, words, expected) => {
    expect(nearest(written, words)).toBe(expected);
  });
});
