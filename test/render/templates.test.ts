import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../src/reader/verify.ts';
import type { RenderedPackage } from '../../src/model/rendered.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { fixtureLock, root } from './packages.ts';

const folder = join(root, 'templates');
const templates = (await readdir(folder)).filter((file) => file.endsWith('.hbs'));

/** What may print: helpers that make wire text harmless, and structures of devgen's own. */
const PRINTERS = ['str', 'doc', 'ident', 'type', 'link', 'json', 'num'];

describe('the default templates', () => {
  it('are all here', () => {
    expect(templates.length).toBeGreaterThan(8);
  });

  it.each(templates)('%s prints through a helper only', async (file) => {
    expect(rawMustaches(Handlebars.parse(await readFile(join(folder, file), 'utf8')))).toEqual([]);
  });

  it('would be found printing a value as it is', () => {
    const program = Handlebars.parse(
      '{{#each members}}{{source}}{{{doc source}}}{{str source}}{{/each}}{{lookup this "x"}}',
    );
    expect(rawMustaches(program)).toEqual(['source', '{doc}', 'lookup']);
  });
});

/** Mustaches that print something else than the result of a printer, anywhere in a template. */
function rawMustaches(program: hbs.AST.Program): string[] {
  return program.body.flatMap((node) => {
    if (node.type === 'MustacheStatement') {
      const { path, params, escaped } = node as hbs.AST.MustacheStatement;
      const name = (path as hbs.AST.PathExpression).original;
      if (!escaped) return [`{${name}}`];
      return PRINTERS.includes(name) && params.length === 1 ? [] : [name];
    }
    if (node.type === 'BlockStatement') {
      const { program: inner, inverse } = node as hbs.AST.BlockStatement;
      return [
        ...(inner === undefined ? [] : rawMustaches(inner)),
        ...(inverse === undefined ? [] : rawMustaches(inverse)),
      ];
    }
    return [];
  });
}

describe("a user's template", () => {
  let own: string;
  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), 'devgen-templates-'));
  });
  afterAll(() => rm(own, { recursive: true, force: true }));

  const render = async (
    name: string,
    text: string,
    others: readonly (readonly [name: string, text: string])[] = [],
  ): Promise<RenderedPackage> => {
    for (const old of await readdir(own)) await rm(join(own, old));
    for (const [file, content] of [[name, text] as const, ...others]) await writeFile(join(own, file), content);
    return renderPackage(await fixtureLock('motor'), { package: '@bl01/motor', templates: own });
  };

  it('replaces the default of its name, and the others stay', async () => {
    const files = await render('header.hbs', '// {{doc "Licence: BSD"}}\n');
    expect(files.get('motor.ts')?.text).toMatch(/^\/\/ Generated .*\n\/\/ Licence: BSD\nimport /);
  });

  it('that is no template is an error that names it and the line', async () => {
    await expect(render('device.hbs', 'class {{ident name}\n{{/if}}')).rejects.toMatchObject({
      code: 'TEMPLATE.SYNTAX',
      message: expect.stringMatching(
        /device\.hbs is no valid template: line 1 cannot be read behind class \{\{ident name$/,
      ),
      source: join(own, 'device.hbs'),
    });
  });

  it('that asks for what is not there names it and the class', async () => {
    await expect(render('device.hbs', '\n{{str nme}}')).rejects.toMatchObject({
      code: 'TEMPLATE.RENDER',
      message: expect.stringMatching(/device\.hbs cannot render Motor: line 2: the helper str was given undefined/),
      device: 'Motor',
    });
  });

  it.each([
    ['{{#each members}}', 'line 1: it ends before a {{#…}} is closed'],
    ['\n{{#if doc}}{{/each}}', 'line 2: {{/each}} closes {{#if}}'],
    ['{{#if', 'line 1 cannot be read behind {{#'],
    ['{{/if}}', 'line 1 cannot be read at {{/if}}'],
    ['\n{{upper name}}', 'line 2: there is no helper upper'],
    ['\n\n{{nme}}', 'line 3: the view has no nme there'],
    ['{{> footer}}', 'it uses a template footer.hbs, which is not there'],
    ['{{nme.first.letter}}', 'it asks for the first of what is not there'],
  ])('%j is refused in words of a template, not of the engine', async (text, told) => {
    const failed = await render('device.hbs', text).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: expect.stringMatching(/^TEMPLATE\.(SYNTAX|RENDER)$/) });
    expect(failed).not.toHaveProperty('cause');
    expect(
      (failed as Error).message.replace(/^.*?device\.hbs (?:is no valid template|cannot render Motor): /, ''),
    ).toBe(told);
  });

  it.each([
    ['rounds within rounds', `${'{{#each @root.members}}'.repeat(12)}x${'{{/each}}'.repeat(12)}`],
    ['uses of others that double', '{{> a0}}'],
  ])('that would not come to its end in years is stopped: %s', async (_, text) => {
    const [before, last] = [{ a31: '' }, 31];
    for (let at = 0; at < last; at++) Object.assign(before, { [`a${at}`]: `{{> a${at + 1}}}{{> a${at + 1}}}` });
    const chain = Object.entries(text.includes('a0') ? before : {});
    const failing = render(
      'device.hbs',
      text,
      chain.map(([name, each]) => [`${name}.hbs`, each] as const),
    );
    await expect(failing).rejects.toMatchObject({
      code: 'TEMPLATE.RENDER',
      message: expect.stringMatching(
        /device\.hbs cannot render Motor: it took 5000000 steps and had not come to its end/,
      ),
    });
  });

  it('of no known name is an error, unless another one uses it', async () => {
    await expect(render('devcie.hbs', 'class')).rejects.toMatchObject({
      code: 'TEMPLATE.UNKNOWN',
      source: join(own, 'devcie.hbs'),
      message: expect.stringMatching(/devcie\.hbs .*\n.* device\.hbs, /),
    });
    await writeFile(join(own, 'licence.hbs'), '// Licence: MIT\n');
    await rm(join(own, 'devcie.hbs'));
    const options = { package: '@bl01/motor', templates: own };
    const lock = await fixtureLock('motor');
    expect(() => renderPackage(lock, options)).toThrow(expect.objectContaining({ code: 'TEMPLATE.UNKNOWN' }));
    for (const use of ['{{> licence}}', "{{> (lookup . 'x')}}"]) {
      await writeFile(join(own, 'header.hbs'), `{{#if header.[9]}}${use}{{/if}}// by us\n`);
      expect(renderPackage(lock, options).get('motor.ts')?.text).toContain('// by us\n');
    }
  });

  it('that prints wire text as an identifier is an error', async () => {
    await expect(render('device.hbs', '{{#each members}}{{ident source}}{{/each}}')).rejects.toMatchObject({
      code: 'TEMPLATE.RENDER',
      message: expect.stringContaining('line 1: the helper ident was given ".DMOV"'),
    });
  });

  it('cannot print a value without a helper and stay unseen: what it makes is parsed', async () => {
    const files = await render(
      'device.hbs',
      'export const x = 1;\nexport class {{name}} { {{#each members}}{{source}}; {{/each}}\n',
    );
    await expect(verify(files)).rejects.toMatchObject({
      code: 'TEMPLATE.OUTPUT',
      device: 'BL01-MO-01:X',
      source: join(own, 'device.hbs'),
      message: expect.stringMatching(
        /device\.hbs made of Motor \(device BL01-MO-01:X\) a file motor\.ts that does not parse: line 2: /,
      ),
      hint: expect.stringContaining('Nothing was written'),
    });
  });

  it('in a folder that is not there is an error of the config', async () => {
    const options = { package: 'x', templates: join(own, 'none') };
    const lock = await fixtureLock('motor');
    expect(() => renderPackage(lock, options)).toThrow(expect.objectContaining({ code: 'TEMPLATE.FOLDER' }));
  });
});
