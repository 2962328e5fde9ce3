#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { keepCompiledCode } from './compile-cache.js';

keepCompiledCode();
// At Tab a person waits: neither oclif nor a command is loaded.
if (process.argv[2] === '__complete') {
  const { completionAnswer } = await import('../dist/commands/actions/completion/answer.js');
  process.stdout.write(await completionAnswer(process.argv.slice(3), process.cwd(), process.env));
} else {
  const { main } = await import('../dist/commands/base/main.js');
  await main({ root: fileURLToPath(import.meta.url) });
}
