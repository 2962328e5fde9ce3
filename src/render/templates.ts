import { DevgenError } from '@devgen/runtime/contract';
import { remembered } from '../model/remembered.ts';
import { compiledDefaults } from './compiled-defaults.ts';
import { type Compiled, compileTemplates, type Helper } from './compile-templates.ts';
import { inOwnWords } from './engine-words.ts';
import Handlebars from './engine.ts';
import { readTemplates, SUFFIX, type TemplateTexts } from './template-texts.ts';
import { refuseUnused } from './used-partials.ts';

/** The templates of a run: the defaults, and a user's own file in place of one of the same name. */
export class Templates {
  readonly #texts: TemplateTexts;
  readonly #programs = new Map<string, hbs.AST.Program>();
  readonly #compiled: Compiled;

  private constructor(texts: TemplateTexts) {
    this.#texts = texts;
    // Those of devgen are known to be used, and most of a run's time would go into parsing them.
    if ([...texts.values()].some(({ isKnown }) => !isKnown))
      refuseUnused(texts, new Map([...texts.keys()].map((name) => [name, this.#program(name)])));
    this.#compiled = this.#compile((help) => help);
  }

  /** The defaults, and what the user's folder has. */
  static load(folder: string | undefined): Templates {
    return new Templates(readTemplates(folder));
  }

  /** The template's file, for messages. */
  path(name: string): string {
    return this.#texts.get(name)?.path ?? name + SUFFIX;
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
      this.#compile(locating).get(name)?.(view);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #compile(as: (help: Helper) => Helper): Compiled {
    const sources = [...this.#texts].map(([name, { text }]) => {
      const known = compiledDefaults[name];
      return [name, known?.text === text ? known.spec : this.#program(name)] as const;
    });
    return compileTemplates(new Map(sources), as);
  }

  #program(name: string): hbs.AST.Program {
    const { text, path } = this.#texts.get(name) ?? { text: '', path: name };
    return remembered(this.#programs, name, () => {
      try {
        return Handlebars.parse(text);
      } catch (error) {
        throw this.#failed(path, 'is no valid template', error, 'TEMPLATE.SYNTAX');
      }
    });
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
