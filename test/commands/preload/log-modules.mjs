// Writes the URL of every module that the process loads, ESM and CommonJS, to the file named by MODULE_LOG.
import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const log = process.env.MODULE_LOG;
register(
  `data:text/javascript,${encodeURIComponent(`
    import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      appendFileSync(${JSON.stringify(log)}, url + '\\n');
      return next(url, context);
    }`)}`,
);
process.on('exit', () => {
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) appendFileSync(log, `${pathToFileURL(file)}\n`);
});
