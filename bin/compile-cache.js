import { existsSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { isAbsolute, join } from 'node:path';

/**
 * Keeps compiled code for the next start, below the cache of the user: Node's default is in a folder that everybody may
 * write to. Where it cannot be kept, and before Node 22, it is compiled again.
 */
export function keepCompiledCode() {
  const {
    HOME = '',
    LOCALAPPDATA = '',
    NODE_COMPILE_CACHE,
    NODE_DISABLE_COMPILE_CACHE,
    XDG_CACHE_HOME = '',
  } = process.env;
  // The user has said where, or nowhere.
  if (NODE_COMPILE_CACHE || NODE_DISABLE_COMPILE_CACHE) return;
  const caches = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && join(HOME, '.cache')].find(isAbsolute);
  if (module.enableCompileCache === undefined || caches === undefined) return;
  const folder = join(caches, 'devgen');
  // One by one: Node makes no end of making both at once where a file system lets nobody make folders.
  make(caches);
  make(folder);
  if (existsSync(folder)) module.enableCompileCache(folder);
}

/** @param {string} folder */
function make(folder) {
  try {
    if (!existsSync(folder)) mkdirSync(folder);
  } catch {
    // A home that is read-only, or none at all.
  }
}
