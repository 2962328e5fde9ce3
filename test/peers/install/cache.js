import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** Folder that holds everything the tests install for themselves; `DEVGEN_PEERS` moves it, for a shared CI cache. */
export const cache = process.env['DEVGEN_PEERS'] ?? join(root, '.peers');

/** Python with the pinned PyTango. */
export const python = join(cache, 'python', 'bin', 'python');

/** Python with EPICS: IOCs of pvxs and of pvAccessCPP, and p4p. */
export const epicsPython = join(cache, 'epics', 'bin', 'python');

/** Python with ophyd-async, for the benchmarks only. */
export const benchPython = join(cache, 'python-bench', 'bin', 'python');

/** Python with ophyd-epicsrs, whose pins differ, for the benchmarks only. */
export const epicsrsPython = join(cache, 'python-epicsrs', 'bin', 'python');

/** Folder with epics-tca, and a program that does with pvxs what a benchmark does. */
export const epicsTca = join(cache, 'epics-tca');
export const pvxsClient = join(cache, 'pvxs-client', 'pvxs-client');

/** Pythons with the vendor's PandABlocks client, each IOC that serves a PandA over EPICS, and ophyd-async with EPICS. */
export const pandaPythons = {
  client: join(cache, 'python-panda-client', 'bin', 'python'),
  ioc: join(cache, 'python-panda-ioc', 'bin', 'python'),
  fastcs: join(cache, 'python-panda-fastcs', 'bin', 'python'),
  ophyd: join(cache, 'python-panda-ophyd', 'bin', 'python'),
};

/** Debian's own Python, whose PyTango 9.3 offers devices of IDL 3 and 4. */
export const debianPython = '/usr/bin/python3';

/** The Java peer's classes and the class path of its dependencies. */
export const jtango = {
  classes: join(cache, 'jtango', 'classes'),
  classPath: join(cache, 'jtango', 'classpath.txt'),
};

/** The Java PVA peer's classes, those that make it big-endian, and the class path of its dependencies. */
export const corePva = {
  classes: join(cache, 'core-pva', 'classes'),
  bigEndian: join(cache, 'core-pva', 'big-endian'),
  classPath: join(cache, 'core-pva', 'classpath.txt'),
};

/** An initialised MariaDB folder with Tango's schema, copied for each database that a test starts. */
export const databaseTemplate = join(cache, 'database');

/** @param {number} major */
export function nodeBinary(major) {
  return join(cache, `node-${major}`, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
}

/** @param {string} path @param {string} what */
export function required(path, what) {
  if (!existsSync(path)) throw new Error(`${what} is missing at ${path}. Install the peers: node test/run.js --peers`);
  return path;
}
