#!/usr/bin/env -S node --conditions=@devgen/source
// Runs the sources as they are: needs a Node that strips types (22.18 or later).
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

if (!process.features.typescript) {
  process.stderr.write('bin/dev.js runs the TypeScript sources: it needs Node 22.18 or later.\n');
  process.exit(2);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const pjson = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

// oclif finds sources through TypeScript's API, which TypeScript 7 lacks, and then silently runs dist.
const inSource = (path) => path.replace(/^\.\/dist\//, './src/').replace(/\.js$/, '.ts');
pjson.oclif.commands.target = inSource(pjson.oclif.commands.target);
pjson.oclif.hooks.command_not_found = inSource(pjson.oclif.hooks.command_not_found);

const { main } = await import('../src/commands/base/main.ts');
await main({ root, pjson });
