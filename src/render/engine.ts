/** The template engine, of the one file that it is published as for browsers: forty files take twice as long to load. */
export { default } from 'handlebars/dist/handlebars.min.js';
