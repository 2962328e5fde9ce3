import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../src/model/diff/difference.ts';
import { levelOf, nextVersion } from '../../../src/model/diff/suggest-version.ts';

const found = (facts: Partial<Difference>): Difference => ({
  rule: 'DETAIL',
  severity: 'compatible',
  class: 'Motor',
  devices: [],
  ...facts,
});
const detail = found({});
const extra = found({ rule: 'MEMBER_EXTRA' });
const missing = found({ rule: 'MEMBER_MISSING', severity: 'breaking' });

describe('the level of a change', () => {
  it.each([
    ['none', []],
    ['patch', [detail, detail]],
    ['minor', [detail, extra]],
    ['major', [detail, extra, missing]],
    ['minor', [{ ...missing, ignored: true }]],
  ] as const)('is %s', (level, findings) => {
    expect(levelOf(findings)).toBe(level);
  });
});

describe('the version after it', () => {
  it.each([
    ['1.2.3', '2.0.0', '1.3.0', '1.2.4'],
    ['0.1.2', '0.2.0', '0.1.3', '0.1.3'],
    ['0.0.0', '0.1.0', '0.0.1', '0.0.1'],
    ['2.0.0-rc.1', '2.0.0', '2.0.0', '2.0.0'],
    ['2.1.0-rc.1+build.7', '3.0.0', '2.1.0', '2.1.0'],
    ['1.2.3-4', '2.0.0', '1.3.0', '1.2.3'],
    ['10.0.99', '11.0.0', '10.1.0', '10.0.100'],
  ])('of %s', (version, major, minor, patch) => {
    expect(nextVersion(version, 'major')).toBe(major);
    expect(nextVersion(version, 'minor')).toBe(minor);
    expect(nextVersion(version, 'patch')).toBe(patch);
    expect(nextVersion(version, 'none')).toBe(version);
  });

  it.each(['', '1.2', 'v1.2.3', 'workspace:*', '1.2.3 '])('is nothing for %j', (text) => {
    expect(nextVersion(text, 'major')).toBeUndefined();
  });
});
