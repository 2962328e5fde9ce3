// The simulated facilities of the tour: a program each, which says where it is and ends with its input.
import { join } from 'node:path';
import { Companion } from './tour.js';

/**
 * @typedef {{
 *   name: string, program: string, args: readonly string[], ready: RegExp, variable: string, has: string,
 * }} Kind `name`: of the npm script and the scheme of the address. `ready`: finds where it listens in the line that it
 *   prints, as the environment variable holds it.
 */

/** @type {Kind} */
export const tango = {
  name: 'tango',
  program: 'dist/sim/tango/main.js',
  args: [],
  ready: /^TANGO_HOST=(\S+)/,
  variable: 'TANGO_HOST',
  has: 'motors, power supplies, a camera, thermometers, a TangoTest',
};

/** @type {Kind} */
export const panda = {
  name: 'panda',
  program: 'dist/sim/panda/main.js',
  args: ['--firmware', 'zedboard-no-fmc'],
  ready: /^ready control=(\S+)/,
  variable: 'PANDA_HOST',
  has: 'a PandA: clocks, a sequencer, a counter, position capture',
};

/** Any of them, on a port that is free. @param {string} root Of the checkout. @param {Kind} kind */
export async function startFacility(root, { name, program, args, ready, variable, has }) {
  const companion = new Companion([process.execPath, join(root, program), ...args, '--port', '0']);
  const line = await companion.line();
  const [, host] = ready.exec(line) ?? [];
  if (host === undefined) throw new Error(`The tour ends here: ${program} says "${line}".`);
  const port = host.slice(host.lastIndexOf(':') + 1);
  return {
    companion,
    variable,
    host,
    url: `${name}://${host}`,
    told: `${variable}=${host}   ${has}`,
    /** To start it again at the same place, from a folder that has devgen. */
    script: [name, ['node', `node_modules/devgen/${program}`, ...args, '--port', port].join(' ')],
  };
}

/** @typedef {Awaited<ReturnType<typeof startFacility>>} Facility */
