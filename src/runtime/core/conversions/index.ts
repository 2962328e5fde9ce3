/** Values that a class types otherwise than the wire: for classes whose spec says `wire`, as their static `conversions`. */
export { conversions } from './conversions.ts';
export type { Conversions } from '../contract/conversions.ts';
