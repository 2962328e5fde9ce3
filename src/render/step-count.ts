import { DevgenError } from '@devgen/runtime/contract';
import type Handlebars from 'handlebars';

/** A registry of 200 000 devices takes fewer; a template that loops in a loop in a loop would never end. */
const MOST = 5_000_000;

/** Counts what a template does for one file, rounds of `{{#each}}` and uses of others: nothing could stop it from outside. */
export class StepCount {
  #left = MOST;

  constructor(engine: typeof Handlebars) {
    const { each } = engine.helpers;
    const step = (): void => this.#step();
    engine.registerHelper('each', function (this: unknown, of: unknown, options: Handlebars.HelperOptions) {
      const fn: Handlebars.TemplateDelegate = (context, given) => {
        step();
        return options.fn(context, given);
      };
      return each?.call(this, of, { ...options, fn });
    });
  }

  /** The template for a file of its own. */
  whole(template: Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
    return (view) => {
      this.#left = MOST;
      return template(view);
    };
  }

  /** The template for others to use. */
  partial(template: Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
    return (context, options) => {
      this.#step();
      return template(context, options);
    };
  }

  /** Throws TEMPLATE.RENDER when there are too many. */
  #step(): void {
    if (--this.#left >= 0) return;
    throw new DevgenError(`it took ${MOST} steps and had not come to its end`, { code: 'TEMPLATE.RENDER' });
  }
}
