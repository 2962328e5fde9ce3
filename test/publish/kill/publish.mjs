// Publishes the package of a JSON file with the built devgen: node publish.mjs FOLDER PACKAGE.json [abandon|recover]
import { readFileSync } from 'node:fs';
import { sha256 } from '../../../dist/publish/disk.js';
import { withMutex } from '../../../dist/publish/mutex.js';
import { publish } from '../../../dist/publish/publish.js';
import { recover } from '../../../dist/publish/recover.js';

const [folder, file, how] = process.argv.slice(2);
const { texts, lock } = JSON.parse(readFileSync(file, 'utf8'));
if (how === 'recover') await recover(folder);
else {
  await withMutex(folder, () =>
    publish(folder, {
      expected: new Map(Object.entries(texts).map(([path, text]) => [path, sha256(text)])),
      textsOf: async (paths) => new Map(paths.map((path) => [path, texts[path]])),
      lock,
      abandon: how === 'abandon',
      versions: { devgen: '0.1.0', templates: 't' },
    }),
  );
}
