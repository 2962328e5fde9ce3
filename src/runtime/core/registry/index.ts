/** For connectors of one's own: the devices of a generated package by their names. */
export { type ClassOf, foldCase, type Naming, type Registered, withRegistry } from './registered.ts';
export { nameGlob } from '../support/name-glob.ts';
