import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Resolves once there are more established connections to the port than before, or the process has ended. */
export async function connected(port: number, before: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && (await connections(port)) <= before)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Established connections to a port of this machine. */
export async function connections(port: number): Promise<number> {
  const established = new RegExp(`^ *\\d+: \\S+ \\S+:${port.toString(16).toUpperCase().padStart(4, '0')} 01 `);
  return (await readFile('/proc/net/tcp', 'utf8')).split('\n').filter((line) => established.test(line)).length;
}
