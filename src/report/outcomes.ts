import type { Outcome, Outcomes, PackageOutcome, Warning } from './outcome.ts';
import type { Paint } from './style.ts';

/** What `--json` answers where a config lists its packages. */
export interface Packages<D extends object> {
  readonly packages: readonly (D & { readonly package: string })[];
}

/** One answer of those of all packages. */
export function joined<D extends object>({ isList, all }: Outcomes<D>): Outcome<D | Packages<D>> {
  const [first] = all;
  if (!isList && first !== undefined) return first;
  return {
    data: { packages: all.map(({ data, package: name }) => ({ package: name, ...data })) },
    warnings: joinedWarnings(all),
    reasons: all.flatMap(({ reasons }) => reasons),
    ...(first?.folder !== undefined && { folder: first.folder }),
  };
}

/** The text of the one answer; of several, each under the name of its package. */
export function joinedText<D extends object>(
  data: D | Packages<D>,
  text: (data: D, paint: Paint) => string,
  paint: Paint,
): string {
  if (!isPackages(data)) return text(data, paint);
  return data.packages.map((each) => `${paint('bold', each.package)}\n${text(each, paint)}`).join('\n');
}

function isPackages<D extends object>(data: D | Packages<D>): data is Packages<D> {
  return 'packages' in data;
}

/** What is said of every package is said once; of a glob that fits nothing it matters only where it fits in none. */
function joinedWarnings<D extends object>(all: readonly PackageOutcome<D>[]): readonly Warning[] {
  const isShared = (warning: Warning): boolean =>
    all.every(({ warnings }) => warnings.some((each) => isSame(each, warning)));
  const shared = (all[0]?.warnings ?? []).filter(isShared);
  const own = all.flatMap(({ package: name, warnings }) =>
    warnings
      .filter((warning) => !isShared(warning) && warning.code !== 'CONFIG.NO_MATCH')
      .map(({ code, text }) => ({ code, text: `${name}: ${text}` })),
  );
  return [...shared, ...own];
}

function isSame(a: Warning, b: Warning): boolean {
  return a.code === b.code && a.text === b.text;
}
