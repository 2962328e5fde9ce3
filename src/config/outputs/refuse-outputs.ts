import { sep } from 'node:path';
import type { OutputConfig, Where } from '../config.ts';
import { ConfigError } from '../config-error.ts';

/** Where a key of an output stands. */
type At = (index: number, key: string) => Where;

/** devgen removes files in the folders of packages: none may hold the config, or be or hold another one. */
export function refuseFolders(folder: string, outputs: readonly OutputConfig[], at: At): void {
  for (const [index, { dir }] of outputs.entries()) {
    if (isIn(folder, dir))
      throw new ConfigError('CONFIG.VALUE', 'output.dir is the folder of the config, or one above it', {
        where: at(index, 'dir'),
        why: 'devgen owns the folder of the package: it replaces and removes files there.',
        hint: 'Name a folder of its own, as generated/devices.',
      });
    const other = outputs.slice(0, index).find((each) => isIn(dir, each.dir) || isIn(each.dir, dir));
    if (other === undefined) continue;
    const where = other.dir === dir ? 'is' : isIn(dir, other.dir) ? 'is in' : 'holds';
    throw new ConfigError('CONFIG.VALUE', `output[${index}].dir ${where} the folder of ${other.package}`, {
      where: at(index, 'dir'),
      why: 'One folder has one package with one lock, and devgen owns it with all that is below.',
      hint: 'Name a folder beside it, as generated/optics.',
    });
  }
}

/** In a workspace a name stands for one folder. */
export function refuseNames(outputs: readonly OutputConfig[], at: At): void {
  for (const [index, { package: name }] of outputs.entries()) {
    if (outputs.findIndex((each) => each.package === name) === index) continue;
    throw new ConfigError('CONFIG.VALUE', `Two packages are called ${name}`, {
      where: at(index, 'package'),
      why: 'An import of the name would mean either.',
      hint: 'Give one of them another name.',
    });
  }
}

/** Whether a path is a folder, or lies in it. Both are absolute. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
