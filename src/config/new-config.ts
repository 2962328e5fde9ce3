import { stringify } from 'yaml';

export interface NewSource {
  readonly name: string;
  readonly kind: string;
  readonly address: string;
}

/** The text of a first `devgen.yaml`; `schema` is where an editor finds its schema. */
export function newConfig(
  sources: readonly NewSource[],
  output: { readonly dir: string; readonly package: string },
  schema: string,
): string {
  const entries = sources.map(
    (source) => `  ${scalar(source.name)}:\n    kind: ${scalar(source.kind)}\n    address: ${scalar(source.address)}\n`,
  );
  return `# yaml-language-server: $schema=${schema}

# What to pull. \${NAME} in an address is taken from the environment.
sources:
${entries.join('')}    # include: ['sr/**']          # globs of devices; all when absent
    # exclude: ['**/old-*']
    # classes: ['Motor*']          # globs of device classes

# The generated package. devgen owns the folder: keep files of your own beside it.
output:
  dir: ${scalar(output.dir)}
  package: ${scalar(output.package)}
  importExtension: auto   # as the nearest tsconfig.json takes it

# Devices that are known to be away.
offline: []
`;
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
