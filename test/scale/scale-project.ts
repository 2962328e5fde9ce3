import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporary } from '../commands/cli.ts';

/** A project whose only source is a facility; `more` are lines of its entry. */
export async function scaleProject(
  tangoHost: string,
  more: readonly string[] = [],
): Promise<Awaited<ReturnType<typeof temporary>>> {
  const folder = await temporary();
  const entry = [`kind: tango`, `address: tango://${tangoHost}`, ...more].map((line) => `    ${line}\n`).join('');
  const output = `output:\n  dir: devices\n  package: '@large/devices'\n`;
  writeFileSync(join(folder.path, 'devgen.yaml'), `sources:\n  db:\n${entry}${output}`);
  return folder;
}
