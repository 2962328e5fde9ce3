import { isBreaking } from './choose.ts';
import type { Difference } from './difference.ts';

/** How grave a change of an output package is for those who depend on it, in the terms of Semantic Versioning. */
export type Level = 'major' | 'minor' | 'patch' | 'none';

/** The gravest of the differences: a break is major, what code does not depend on is a patch. */
export function levelOf(findings: readonly Difference[]): Level {
  if (findings.length === 0) return 'none';
  if (findings.some(isBreaking)) return 'major';
  return findings.every(({ rule }) => rule === 'DETAIL') ? 'patch' : 'minor';
}

/**
 * The version after a change. Below 1.0.0 a break raises the second number and anything else the third, which is what
 * `^0.1.2` of a package manager lets in and keeps out. A prerelease counts as the version that it leads to.
 * `undefined` where the text is no version.
 */
export function nextVersion(version: string, level: Level): string | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version);
  if (found === null) return undefined;
  if (level === 'none') return version;
  const [major, minor, patch] = found.slice(1, 4).map(Number) as [number, number, number];
  const prerelease = found[4] !== undefined;
  const first = major > 0 ? level : level === 'major' ? 'minor' : 'patch';
  if (first === 'major') return `${prerelease && minor === 0 && patch === 0 ? major : major + 1}.0.0`;
  if (first === 'minor') return `${major}.${prerelease && patch === 0 ? minor : minor + 1}.0`;
  return `${major}.${minor}.${prerelease ? patch : patch + 1}`;
}
