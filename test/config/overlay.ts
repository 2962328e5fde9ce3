import { overlaid, type Overlaid } from '../../src/config/overlay/apply-overlay.ts';
import { parseConfig } from '../../src/config/read-config.ts';
import type { Lock } from '../../src/model/lock/lock.ts';

/** Seven lines, so that the text after it begins on line 8. */
export const head = `# mine
sources:
  db: { kind: tango, address: env }
output:
  dir: generated/devices
  package: '@bl01/devices'
overlay:
`;

/** What is generated of a lock under the lines of an overlay. */
export async function under(lock: Lock, overlay: string): Promise<Overlaid> {
  const { packages } = await parseConfig(head + overlay, '/x/devgen.yaml');
  return overlaid(lock, packages[0].overlay);
}
