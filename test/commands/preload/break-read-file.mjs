// Makes a builtin fail in a way that no code expects: a stand-in for a bug.
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const readFile = promises.readFile;
promises.readFile = (path, ...rest) => {
  if (String(path).endsWith('devgen.yaml')) throw new TypeError('undefined is not a config');
  return readFile(path, ...rest);
};
syncBuiltinESMExports();
