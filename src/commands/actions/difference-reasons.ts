import { isBreaking } from '../../model/diff/choose.ts';
import type { Difference } from '../../model/diff/difference.ts';
import type { ExitReason } from '../../report/exit-code.ts';

/** What of the differences the exit code must tell. */
export function differenceReasons(findings: readonly Difference[]): readonly ExitReason[] {
  if (findings.length === 0) return [];
  return findings.some(isBreaking) ? ['breaking'] : ['facilityDiffers'];
}
