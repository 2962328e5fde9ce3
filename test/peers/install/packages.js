import { spawnSync } from 'node:child_process';
import { execute } from './run-step.js';

const PACKAGES = [
  'mariadb-server-core',
  'mariadb-client-core',
  // Named, because tango-db would otherwise bring dbconfig-mysql, which wants a running MySQL while it is installed.
  'dbconfig-no-thanks',
  'tango-db',
  'tango-test',
  'tango-accesscontrol',
  'libtango-tools',
  'python3-tango',
  'python3-venv',
  // Beside bash, the shells in which devgen completes.
  'zsh',
  'fish',
];

// Any JDK and Maven will do, Debian's or others.
const PROGRAMS = { javac: 'default-jdk-headless', mvn: 'maven' };

const PRESEED = 'tango-common tango-common/tango-host string 127.0.0.1:10000';

/** Installs what comes from Debian; needs root only when something is missing. */
export function installPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return 'present';
  if (process.getuid?.() !== 0) {
    const install = `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${missing.join(' ')}`;
    throw new Error(
      `Debian packages are missing. Run once:\n  sudo sh -c "echo '${PRESEED}' | debconf-set-selections && ${install}"`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execute('debconf-set-selections', [], { input: `${PRESEED}\n` });
  execute('apt-get', ['update', '-qq'], { env });
  execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
  return `installed ${missing.join(' ')}`;
}

function missingPackages() {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...PACKAGES], {
    encoding: 'utf8',
  });
  if (query.error) throw new Error('The tests need Debian 12 or its derivatives: there is no dpkg-query here.');
  const installed = new Set(query.stdout.split('\n').filter((line) => line.endsWith(' installed')));
  const packages = PACKAGES.filter((name) => !installed.has(`${name} installed`));
  const programs = Object.entries(PROGRAMS).filter(([program]) => spawnSync(program, ['-version']).error);
  return [...packages, ...programs.map(([, name]) => name)];
}
