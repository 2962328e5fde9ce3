/** For tools that read and write specs: the vocabulary and the errors, and nothing that connects. */
export type * from './spec.ts';
export { specOf, usableLabels, valueSpecOf } from './spec.ts';
export type * from './meta.ts';
export type * from './values.ts';
export { elementOf } from './values.ts';
export { DevgenError, type ErrorFacts } from './errors.ts';
