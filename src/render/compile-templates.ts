import Handlebars from './engine.ts';
import { doc, ident, json, link, num, present, str, type } from './helpers.ts';
import { StepCount } from './step-count.ts';
import type { TemplateTexts } from './template-texts.ts';

export type Helper = (given: unknown, options: Handlebars.HelperOptions) => unknown;
export type Compiled = ReadonlyMap<string, Handlebars.TemplateDelegate>;

/** What the engine makes of a template's text, as code. */
export type TemplateSpec = Readonly<Record<string, unknown>>;

const HELPERS: Readonly<Record<string, Helper>> = { doc, ident, json, link, num, present, str, type };
const COMPILE = {
  noEscape: true,
  strict: true,
  // A name in a template is a helper or a property, never looked up as both.
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
  knownHelpersOnly: true,
} as const;

/** Each of what was parsed, or compiled before. */
export function compileTemplates(
  sources: ReadonlyMap<string, hbs.AST.Program | TemplateSpec>,
  as: (help: Helper) => Helper,
): Compiled {
  const engine = Handlebars.create();
  for (const [name, help] of Object.entries(HELPERS)) engine.registerHelper(name, as(help));
  const compiled = [...sources].map(
    ([name, source]) =>
      [
        name,
        isProgram(source) ? engine.compile(source, COMPILE) : engine.template(source as TemplateSpecification),
      ] as const,
  );
  const steps = new StepCount(engine);
  for (const [name, template] of compiled) engine.registerPartial(name, steps.partial(template));
  return new Map(compiled.map(([name, template]) => [name, steps.whole(template)]));
}

function isProgram(source: hbs.AST.Program | TemplateSpec): source is hbs.AST.Program {
  return 'type' in source && source['type'] === 'Program';
}

/** The module that takes the place of `compiled-defaults` in a build. */
export function compiledModule(texts: TemplateTexts): string {
  const entries = [...texts].map(([name, { text }]) => {
    const spec = String(Handlebars.precompile(Handlebars.parse(text), COMPILE));
    return `${JSON.stringify(name)}: { text: ${JSON.stringify(text)}, spec: ${spec} }`;
  });
  return `export const compiledDefaults = {\n${entries.join(',\n')}\n};\n`;
}
