// A step of the build. Every command loads oclif and yaml, which are nearly two hundred files: to find and open them
// takes longer than most commands do. Here each becomes a file or two, and what was built uses these.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { BUNDLED } from './bundled.js';

const root = resolve(import.meta.dirname, '..');
const built = join(root, 'dist');
const out = join(built, 'packages');

/** The file of a package, without its ending. @param {string} name */
const fileOf = (name) => name.replace('@', '').replaceAll('/', '-');

/** As Node sees it: the names that a package exports are not always in its text. @param {string} name */
async function reexported(name) {
  const names = Object.keys(await import(name)).filter((each) => /^[A-Za-z_$][\w$]*$/.test(each) && each !== 'default');
  return `export { ${names.join(', ')} } from ${JSON.stringify(name)};`;
}

/** @type {import('esbuild').Plugin} */
const entries = {
  name: 'entries',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'entry-point' ? { path, namespace: 'entry' } : undefined));
    onLoad({ filter: /./, namespace: 'entry' }, async ({ path }) => ({
      contents: await reexported(path),
      resolveDir: root,
    }));
  },
};

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: BUNDLED.map((name) => ({ in: name, out: fileOf(name) })),
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // oclif runs TypeScript with them where a command line is developed.
  external: ['typescript', 'ts-node', 'tsx'],
  banner: {
    js: [
      `import { createRequire as madeRequire } from 'node:module';`,
      `const require = madeRequire(import.meta.url), { filename: __filename, dirname: __dirname } = import.meta;`,
    ].join('\n'),
  },
  plugins: [entries],
  metafile: true,
  logLevel: 'warning',
});

const used = new Set();
for (const name of readdirSync(built, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.js') || name.startsWith('packages')) continue;
  const path = join(built, name);
  const text = readFileSync(path, 'utf8');
  const bundled = text.replace(/(?<=^import [^;'"]* from )(['"])([^'"\n]+)\1/gm, (all, _, from) => {
    if (!BUNDLED.includes(from)) return all;
    used.add(from);
    const file = relative(dirname(path), join(out, `${fileOf(from)}.js`)).replaceAll('\\', '/');
    return JSON.stringify(file.startsWith('.') ? file : `./${file}`);
  });
  if (bundled !== text) writeFileSync(path, bundled);
}
const unused = BUNDLED.filter((name) => !used.has(name));
if (unused.length > 0) throw new Error(`nothing that was built imports ${unused.join(', ')}`);

/** What is passed on has to be passed on with its licence. */
const folders = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
);
const licences = [...folders].toSorted().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(root, folder, file), 'utf8').trim() : ''}`;
});
writeFileSync(join(out, 'LICENSES.txt'), `${licences.join('\n\n----\n\n')}\n`);
