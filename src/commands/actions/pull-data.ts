import type { PackageConfig } from '../../config/config.ts';
import { nameGlob } from '@devgen/runtime/registry';
import type { MergeReport, PulledSource, UnreachableDevice } from '../../model/merge/pulled.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Warning } from '../../report/outcome.ts';
import type { PulledSourceData, UnreachableData } from '../../report/reach-text.ts';

/** Each source with what it listed and what was read. */
export function sourceData(pulled: readonly PulledSource[], report: MergeReport): readonly PulledSourceData[] {
  return pulled.map((source) => {
    const base = { name: source.name, kind: source.kind, neverRunning: report.neverRunning.get(source.name) ?? 0 };
    if ('error' in source) {
      return { ...base, reachable: false, listed: 0, described: 0, code: source.error.code, why: source.error.message };
    }
    const described = source.described.filter((device) => device.ok).length;
    const servers = source.servers && { servers: source.servers };
    return { ...base, reachable: true, listed: source.listed.length, described, ...servers };
  });
}

/** Devices that did not answer; a known absence is marked. */
export function unreachableData(
  devices: readonly UnreachableDevice[],
  config: PackageConfig,
): readonly UnreachableData[] {
  const offline = nameGlob(config.offline);
  return devices.map((device) => ({
    source: device.source,
    device: device.device,
    ...(device.class !== undefined && { class: device.class }),
    ...(device.server !== undefined && { server: device.server }),
    code: device.error.code,
    why: device.error.message.split('\n')[0] ?? '',
    ...(offline(device.device) && { offline: true }),
  }));
}

/** What of the reach the exit code must tell: a whole source is graver than a device of the lock. */
export function reachReasons(
  pulled: readonly PulledSource[],
  unreachable: readonly UnreachableData[],
): readonly ExitReason[] {
  const reasons: ExitReason[] = [];
  if (pulled.some((source) => 'error' in source)) reasons.push('cannot');
  if (unreachable.some((device) => device.class !== undefined && !device.offline)) reasons.push('unreachable');
  return reasons;
}

/** What sources have to say beside that. */
export function sourceWarnings(pulled: readonly PulledSource[]): readonly Warning[] {
  return pulled.flatMap((source) =>
    'error' in source ? [] : (source.warnings ?? []).map(({ code, message }) => ({ code, text: message })),
  );
}
