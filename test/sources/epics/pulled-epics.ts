import { deadline, type DevgenError } from '@devgen/runtime';
import { openEpics } from '../../../src/sources/epics/epics-source.ts';
import type { SourceSettings } from '../../../src/sources/source-kind.ts';
import type { Described, Found } from '../../../src/sources/source.ts';

export interface PulledEpics {
  readonly listed: readonly Found[];
  readonly described: readonly Described[];
  readonly warnings: readonly DevgenError[];
  readonly servers?: readonly string[];
}

/** Servers as a pull sees them. */
export async function pullEpics(
  settings: SourceSettings,
  options: { readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<PulledEpics> {
  const source = await openEpics(settings, options.environment);
  const io = deadline(30_000);
  const listed: Found[] = [];
  const described: Described[] = [];
  try {
    for await (const found of source.list(io)) listed.push(found);
    for await (const device of source.describe(listed, io)) described.push(device);
    const servers = source.servers?.();
    return { listed, described, warnings: source.warnings?.() ?? [], ...(servers && { servers }) };
  } finally {
    io.done();
    await source.close();
  }
}
