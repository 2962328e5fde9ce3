import { DevgenError } from '@devgen/runtime/contract';
import Handlebars from './engine.ts';
import { inOwnWords } from './engine-words.ts';
import { doc, ident, json, link, num, present, str, type } from './helpers.ts';
import { StepCount } from './step-count.ts';
import { readTemplates, SUFFIX, type TemplateTexts } from './template-texts.ts';
import { refuseUnused } from './used-partials.ts';

/** The templates of a run: the defaults, and a user's own file in place of one of the same name. */
export class Templates {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #programs: ReadonlyMap<string, hbs.AST.Program>;
  readonly #compiled: Compiled;

  private constructor(texts: TemplateTexts) {
    this.#paths = new Map([...texts].map(([name, { path }]) => [name, path]));
    this.#programs = new Map([...texts].map(([name, { text, path }]) => [name, this.#parse(text, path)]));
    refuseUnused(texts, this.#programs);
    this.#compiled = compile(this.#programs, (help) => help);
  }

  /** The defaults, and what the user's folder has. */
  static load(folder: string | undefined): Templates {
    return new Templates(readTemplates(folder));
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
      const why = this.#located(name, view) ?? error;
      throw this.#failed(this.path(name), `cannot render ${subject}`, why, 'TEMPLATE.RENDER', subject);
    }
  }

  /** The same error again, with the line of the template: to know it always would slow every call of a helper down. */
  #located(name: string, view: object): unknown {
    try {
      compile(this.#programs, locating).get(name)?.(view);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #parse(text: string, path: string): hbs.AST.Program {
    try {
      return Handlebars.parse(text);
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

type Helper = (given: unknown, options: Handlebars.HelperOptions) => unknown;
type Compiled = ReadonlyMap<string, Handlebars.TemplateDelegate>;

const HELPERS: Readonly<Record<string, Helper>> = { doc, ident, json, link, num, present, str, type };
const COMPILE = {
  noEscape: true,
  strict: true,
  // A name in a template is a helper or a property, never looked up as both.
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
  knownHelpersOnly: true,
} as const;

function compile(programs: ReadonlyMap<string, hbs.AST.Program>, as: (help: Helper) => Helper): Compiled {
  const engine = Handlebars.create();
  for (const [name, help] of Object.entries(HELPERS)) engine.registerHelper(name, as(help));
  const compiled = new Map([...programs].map(([name, program]) => [name, engine.compile(program, COMPILE)]));
  const steps = new StepCount(engine);
  for (const [name, template] of compiled) engine.registerPartial(name, steps.partial(template));
  return new Map([...compiled].map(([name, template]) => [name, steps.whole(template)]));
}

/** The engine itself does not say the line of what a helper throws. */
function locating(help: Helper): Helper {
  return (given, options) => {
    try {
      return help(given, options);
    } catch (error) {
      const { loc } = options as { readonly loc?: { readonly start: { readonly line: number } } };
      if (error instanceof DevgenError && loc !== undefined) error.message = `line ${loc.start.line}: ${error.message}`;
      throw error;
    }
  };
}

/** The same text in one piece: as the engine leaves it, each file would be thousands of small objects for the collector. */
function flattened(text: string): string {
  text.charCodeAt(0);
  return text;
}
