/** A PandA behind an IOC: the class of the box itself, over PV Access. */
export { pandaIoc, type PandaIocOptions } from './connector.ts';
