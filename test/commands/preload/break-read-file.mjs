// Makes a builtin fail in a way that no code expects: a stand-in for a bug.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { readFileSync } = fs;
fs.readFileSync = (path, ...rest) => {
  if (String(path).endsWith('devgen.yaml')) throw new TypeError('undefined is not a config');
  return readFileSync(path, ...rest);
};
syncBuiltinESMExports();
