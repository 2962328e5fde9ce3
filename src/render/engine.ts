import type Handlebars from 'handlebars';
// @ts-expect-error -- the file says nothing of its types
import engine from 'handlebars/dist/handlebars.min.js';

/** The template engine, of the one file that it is published as for browsers: forty files take twice as long to load. */
export default engine as typeof Handlebars;
