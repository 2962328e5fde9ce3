/** Of the file, which says nothing of itself, the types that the package says. */
declare module 'handlebars/dist/handlebars.min.js' {
  export { default } from 'handlebars';
}
