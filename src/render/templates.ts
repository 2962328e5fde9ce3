import { DevgenError } from '@devgen/runtime';
import Handlebars from 'handlebars';
import { inOwnWords } from './engine-words.ts';
import { doc, ident, json, link, num, present, str, type } from './helpers.ts';
import { readTemplates, SUFFIX, type TemplateTexts } from './template-texts.ts';
import { refuseUnused } from './used-partials.ts';

/** The templates of a run: the defaults, and a user's own file in place of one of the same name. */
export class Templates {
  readonly #engine: typeof Handlebars;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #compiled = new Map<string, Handlebars.TemplateDelegate>();

  private constructor(texts: TemplateTexts) {
    this.#engine = Handlebars.create();
    for (const [name, help] of Object.entries(HELPERS)) {
      this.#engine.registerHelper(name, (given: unknown, options: Handlebars.HelperOptions) => {
        try {
          return help(given);
        } catch (error) {
          throw located(error, options);
        }
      });
    }
    this.#paths = new Map([...texts].map(([name, { path }]) => [name, path]));
    const programs = new Map([...texts].map(([name, { text, path }]) => [name, this.#parse(text, path)]));
    refuseUnused(texts, programs);
    for (const [name, program] of programs) {
      const compiled = this.#engine.compile(program, COMPILE);
      this.#engine.registerPartial(name, compiled);
      this.#compiled.set(name, compiled);
    }
  }

  /** The defaults, and what the user's folder has. */
  static async load(folder: string | undefined): Promise<Templates> {
    return new Templates(await readTemplates(folder));
  }

  /** The template's file, for messages. */
  path(name: string): string {
    return this.#paths.get(name) ?? name + SUFFIX;
  }

  /** The text that a template makes of a view; `subject` is what the view is of, for messages. */
  render(name: string, view: object, subject: string): string {
    try {
      return flattened(this.#compiled.get(name)?.(view) ?? '');
    } catch (error) {
      throw this.#failed(this.path(name), `cannot render ${subject}`, error, 'TEMPLATE.RENDER', subject);
    }
  }

  #parse(text: string, path: string): hbs.AST.Program {
    try {
      return this.#engine.parse(text);
    } catch (error) {
      throw this.#failed(path, 'is no valid template', error, 'TEMPLATE.SYNTAX');
    }
  }

  #failed(path: string, what: string, cause: unknown, code: string, device?: string): DevgenError {
    const said = cause instanceof Error ? cause.message : String(cause);
    const why = inOwnWords(said);
    const hint =
      'Compare it with the default of the same name in the folder templates of devgen, then devgen generate.';
    return new DevgenError(`template ${path} ${what}: ${why}`, {
      code,
      source: path,
      device,
      // The engine's own words would be shown below these.
      cause: why === said ? cause : undefined,
      hint,
    });
  }
}

const HELPERS = { doc, ident, json, link, num, present, str, type };
const COMPILE = {
  noEscape: true,
  strict: true,
  // A name in a template is a helper or a property, never looked up as both.
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
  knownHelpersOnly: true,
} as const;

/** With the line of the template: the engine itself does not say it of what a helper throws. */
function located(error: unknown, options: unknown): unknown {
  const line = (options as { readonly loc?: { readonly start: { readonly line: number } } } | undefined)?.loc?.start
    .line;
  if (error instanceof DevgenError && line !== undefined) error.message = `line ${line}: ${error.message}`;
  return error;
}

/** The same text in one piece: as the engine leaves it, each file would be thousands of small objects for the collector. */
function flattened(text: string): string {
  text.charCodeAt(0);
  return text;
}
