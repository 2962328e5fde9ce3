// The simulated facilities of the tour: a program each, which says where it is and ends with its input.
import { join } from 'node:path';
import { Companion } from './tour.js';

/** @typedef {Readonly<Record<string, string>>} Texts */
/**
 * @typedef {{
 *   name: string, program: string, args: readonly string[], variables: Texts, ports: Texts,
 *   url: (environment: Texts) => string, has: string,
 * }} Kind `name`: of the npm script. `variables`: those of the environment by which clients find it, and what each is
 *   called in the line that it prints. `ports`: the flags that set its ports, and the variable that holds each.
 */

/** @type {Kind} */
export const tango = {
  name: 'tango',
  program: 'dist/sim/tango/main.js',
  args: [],
  variables: { TANGO_HOST: 'TANGO_HOST' },
  ports: { '--port': 'TANGO_HOST' },
  url: ({ TANGO_HOST }) => `tango://${TANGO_HOST}`,
  has: 'motors, power supplies, a camera, thermometers, a TangoTest',
};

/** @type {Kind} */
export const epics = {
  name: 'epics',
  program: 'dist/sim/epics/main.js',
  args: [],
  variables: {
    EPICS_PVA_ADDR_LIST: 'EPICS_PVA_ADDR_LIST',
    EPICS_PVA_AUTO_ADDR_LIST: 'EPICS_PVA_AUTO_ADDR_LIST',
    EPICS_CA_ADDR_LIST: 'EPICS_CA_ADDR_LIST',
    EPICS_CA_AUTO_ADDR_LIST: 'EPICS_CA_AUTO_ADDR_LIST',
  },
  ports: { '--pva-search-port': 'EPICS_PVA_ADDR_LIST', '--ca-search-port': 'EPICS_CA_ADDR_LIST' },
  url: () => 'pva:',
  has: 'an IOC: motors, a thermostat, a camera, by PV Access and Channel Access',
};

/** @type {Kind} */
export const panda = {
  name: 'panda',
  program: 'dist/sim/panda/main.js',
  args: ['--firmware', 'zedboard-no-fmc'],
  variables: { PANDA_HOST: 'control' },
  ports: { '--port': 'PANDA_HOST' },
  url: ({ PANDA_HOST }) => `panda://${PANDA_HOST}`,
  has: 'a PandA: clocks, a sequencer, a counter, position capture',
};

/** Any of them, on ports that are free. @param {string} root Of the checkout. @param {Kind} kind */
export async function startFacility(root, { name, program, args, variables, ports, url }) {
  const free = Object.keys(ports).flatMap((flag) => [flag, '0']);
  const companion = new Companion([process.execPath, join(root, program), ...args, ...free]);
  const environment = environmentOf(program, await companion.line(), variables);
  const same = Object.entries(ports).flatMap(([flag, variable]) => [flag, portIn(environment[variable] ?? '')]);
  return {
    companion,
    environment,
    url: url(environment),
    /** To start it again at the same place, from a folder that has devgen. */
    script: [name, ['node', `node_modules/devgen/${program}`, ...args, ...same].join(' ')],
  };
}

/** @typedef {Awaited<ReturnType<typeof startFacility>>} Facility */

/** @param {string} program @param {string} line @param {Texts} variables @returns {Texts} */
function environmentOf(program, line, variables) {
  const said = Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, word = '', value = '']) => [word, value]));
  const found = Object.entries(variables).map(([variable, word]) => [variable, said[word]]);
  if (found.every(([, value]) => value !== undefined)) return Object.fromEntries(found);
  throw new Error(`The tour ends here: ${program} says "${line}".`);
}

/** @param {string} address */
function portIn(address) {
  return address.slice(address.lastIndexOf(':') + 1);
}
