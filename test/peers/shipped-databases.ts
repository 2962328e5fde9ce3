import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pandaPythons, required } from './install/cache.js';

/** The folder `epics` of ophyd-async, whose wheel ships the databases of its own tests and of its demo. */
export function ophydDatabases(): string {
  return join(packagesOf(required(pandaPythons.ophyd, 'ophyd-async')), 'ophyd_async/epics');
}

/** The folder of devIocStats' databases, which the wheel of softioc ships. */
export function iocStatsDatabases(): string {
  return join(packagesOf(required(pandaPythons.ioc, 'softioc')), 'softioc/iocStats/iocAdmin/Db');
}

function packagesOf(python: string): string {
  const lib = join(dirname(dirname(python)), 'lib');
  const [version] = readdirSync(lib).filter((name) => name.startsWith('python3'));
  return join(lib, version ?? '', 'site-packages');
}
