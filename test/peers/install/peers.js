import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  benchPython,
  cache,
  corePva,
  debianPython,
  epicsPython,
  epicsrsPython,
  epicsTca,
  jtango,
  nodeBinary,
  pandaPythons,
  pvxsClient,
  python,
} from './cache.js';
import { execute, makeOnce } from './run-step.js';

const peers = resolve(import.meta.dirname, '..');

/** The Node versions that the packages promise, beside the one that runs the tests. */
export const NODE_MAJORS = [22, 24];

export function installPython() {
  return installVenv(python, 'requirements.txt');
}

export function installEpics() {
  return installVenv(epicsPython, 'requirements-epics.txt');
}

/** ophyd-async and what it brings, which only the benchmarks compare with. */
export function installBenchPython() {
  return installVenv(benchPython, 'requirements-bench.txt');
}

/** The EPICS clients that only the benchmarks compare with. */
export function installBenchEpics() {
  const results = [installVenv(epicsrsPython, 'requirements-bench-epicsrs.txt'), installTca(), buildPvxsClient()];
  return results.includes('installed') ? 'installed' : 'present';
}

const TCA = 'epics-tca@1.1.31';

function installTca() {
  return makeOnce(epicsTca, TCA, () => {
    // Its native parts are for a server that is not used.
    const flags = ['--ignore-scripts', '--no-save', '--no-package-lock'];
    writeFileSync(join(epicsTca, 'package.json'), '{ "private": true }');
    execute('npm', ['install', '--prefix', epicsTca, ...flags, TCA]);
  });
}

/** Against the headers and libraries that the wheels have; `g++` is any that knows C++17. */
function buildPvxsClient() {
  const clients = join(peers, '../bench/clients/pva');
  const source = join(clients, 'pvxs.cpp');
  const texts = ['pvxs.cpp', 'pvxs_gets.h'].map((name) => readFileSync(join(clients, name), 'utf8'));
  const where = 'import pvxslibs, epicscorelibs; print(pvxslibs.__path__[0], epicscorelibs.__path__[0])';
  const [pvxs, base] = execute(epicsPython, ['-c', where]).trim().split(' ');
  return makeOnce(dirname(pvxsClient), [pvxs, ...texts].join('\n'), () => {
    if (spawnSync('g++', ['--version']).error) throw new Error('A C++ compiler is missing: apt-get install g++');
    // The wheels are built with the older form of the standard library's texts.
    const language = ['-O2', '-std=c++17', '-D_GLIBCXX_USE_CXX11_ABI=0'];
    execute('g++', [
      ...language,
      ...[`${pvxs}/include`, `${base}/include`, `${base}/include/os/Linux`, `${base}/include/compiler/gcc`].map(
        (folder) => `-I${folder}`,
      ),
      source,
      '-o',
      pvxsClient,
      ...[`${pvxs}/lib`, `${base}/lib`].flatMap((folder) => [`-L${folder}`, `-Wl,-rpath,${folder}`]),
      '-l:libpvxs.so.1.5',
      '-l:libCom.so',
      '-lpthread',
    ]);
  });
}

/** The foreign clients of the embedded PandA: each has its own environment, since their pins differ. */
export function installPandaPythons() {
  const results = Object.entries(pandaPythons).map(([name, interpreter]) =>
    installVenv(interpreter, `requirements-panda-${name}.txt`),
  );
  return results.includes('installed') ? 'installed' : 'present';
}

/** @param {string} interpreter @param {string} file */
function installVenv(interpreter, file) {
  const folder = dirname(dirname(interpreter));
  const requirements = join(peers, file);
  const version = execute(debianPython, ['--version']);
  return makeOnce(folder, version + readFileSync(requirements, 'utf8'), () => {
    execute(debianPython, ['-m', 'venv', folder]);
    execute(interpreter, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', requirements]);
  });
}

export function buildJavaPeer() {
  const sources = ['JavaPeer.java'];
  return buildJava('jtango', sources, jtango.classPath, () => {});
}

/** A Java PVA server, and what makes it speak in the other byte order than this machine's. */
export function buildCorePva() {
  const sources = ['PvaPeer.java', 'TurnByteOrder.java', 'devgen/NetworkOrder.java'];
  return buildJava('core-pva', sources, corePva.classPath, () => {
    const classPath = `${corePva.classes}:${readFileSync(corePva.classPath, 'utf8').trim()}`;
    execute('java', ['-cp', classPath, 'TurnByteOrder', corePva.bigEndian]);
  });
}

/** @param {string} name @param {readonly string[]} sources @param {string} classPath @param {() => void} finish */
function buildJava(name, sources, classPath, finish) {
  const project = join(peers, name);
  const pom = join(project, 'pom.xml');
  const texts = [pom, ...sources.map((source) => join(project, 'src/main/java', source))];
  const madeFrom = texts.map((text) => readFileSync(text, 'utf8')).join('');
  return makeOnce(dirname(classPath), madeFrom, () => {
    execute('mvn', [
      '-q',
      '-B',
      `--file=${pom}`,
      `-Dmaven.repo.local=${join(cache, 'maven')}`,
      `-Dpeer.directory=${dirname(classPath)}`,
      'compile',
      'dependency:build-classpath',
      `-Dmdep.outputFile=${classPath}`,
    ]);
    finish();
  });
}

/** @param {number} major */
export function installNode(major) {
  const folder = join(cache, `node-${major}`);
  const name = `node-linux-${process.arch}`;
  return makeOnce(folder, `${name}@${major}`, () => {
    execute('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', `${name}@${major}`]);
    execute(nodeBinary(major), ['--version']);
  });
}
