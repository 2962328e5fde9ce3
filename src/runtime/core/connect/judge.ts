import { compare } from '../compare/compare.ts';
import type { ConnectError } from './connect-error.ts';
import type { DeviceCore } from '../device/device-core.ts';
import type { DevgenError } from '../contract/errors.ts';
import type { Finding } from '../compare/finding.ts';
import { errorsOf, mismatchError } from './mismatch.ts';
import type { Connector, Live } from '../contract/seam.ts';

/** A device held against what is there. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** By member path. */
  readonly errors: ReadonlyMap<string, DevgenError>;
  /** All of it, if anything is wrong. */
  readonly error: ConnectError | undefined;
}

export function judge(core: DeviceCore, live: Live, connector: Connector): Verdict {
  if (core.open) return { findings: [], errors: new Map(), error: undefined };
  const findings = compare(core.spec, live.spec, (source, kind) => connector.key(source, kind));
  const address = core.address ?? '';
  const place = { name: core.name, address, hint: `devgen pull ${quoted(address)}` };
  const errors = errorsOf(findings, place);
  const title = core.spec.id === '' ? 'its spec' : core.spec.id;
  return { findings, errors, error: errors.size > 0 ? mismatchError(title, findings, errors, place) : undefined };
}

/** As a shell takes it for one word. */
function quoted(address: string): string {
  return /^[\w./:@#=,+-]+$/.test(address) ? address : `'${address.replaceAll("'", `'\\''`)}'`;
}
