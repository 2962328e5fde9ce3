import { compare, type Finding } from '@devgen/runtime';
import { canonical } from '../../model/lock/canonical.ts';
import { deviceSpec } from '../../model/class-spec.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { merge } from '../../model/merge/merge.ts';
import { interfaceOf } from '../../model/merge/open-class.ts';
import type { MergeReport, Naming, PulledSource } from '../../model/merge/pulled.ts';
import { interfaceHashOf } from '../../model/shape.ts';
import type { LiveFinding } from '../../report/check-text.ts';
import type { Collected } from './collect.ts';
import type { WireKey } from './open-source.ts';

export interface Compared {
  readonly compared: number;
  readonly findings: readonly LiveFinding[];
  readonly report: MergeReport;
}

/** How the facility differs from the lock: members by the one `compare`, the rest by what a pull would change. */
export function compareLive(
  lock: Lock,
  collected: Pick<Collected, 'pulled' | 'covers'>,
  naming: Naming,
  keyOf: (kind: string) => WireKey,
): Compared {
  const { lock: after, report } = merge(lock, collected.pulled, { covers: collected.covers, naming });
  const findings = new Findings();
  let compared = 0;
  for (const source of collected.pulled) compared += compareSource(lock, source, keyOf(source.kind), findings);
  for (const { source, device } of report.added) {
    findings.add(
      { rule: 'DEVICE_ADDED', severity: 'compatible', class: classOf(after, source, device), actual: 'device' },
      device,
    );
  }
  for (const { source, device } of report.returned) {
    findings.add(
      { rule: 'DEVICE_RETURNED', severity: 'compatible', class: classOf(after, source, device), actual: 'device' },
      device,
    );
  }
  for (const { source, device } of report.gone) {
    findings.add(
      { rule: 'DEVICE_GONE', severity: 'breaking', class: classOf(lock, source, device), expected: 'device' },
      device,
    );
  }
  compareDetails(lock, after, report, findings);
  return { compared, findings: findings.list(), report };
}

function compareSource(lock: Lock, source: PulledSource, key: WireKey, findings: Findings): number {
  const known = lock.sources.get(source.name)?.devices;
  const specs = new Map<string, ReturnType<typeof deviceSpec>>();
  let compared = 0;
  for (const pulled of 'described' in source ? source.described : []) {
    const entry = known?.get(pulled.found.device);
    if (!pulled.ok || !entry) continue;
    compared += 1;
    const of = lock.classes.get(entry.class);
    const seen = interfaceOf(entry, of);
    // An open class declares less than its devices show: of one that shows what it did there is nothing to say.
    if (of?.interfaces && interfaceHashOf(pulled.live.spec) === seen) continue;
    const shape = `${entry.class}\n${seen}`;
    const spec = specs.get(shape) ?? deviceSpec(lock, entry);
    specs.set(shape, spec);
    for (const finding of compare(spec, pulled.live.spec, key))
      findings.add(ofMember(entry.class, finding), pulled.found.device);
  }
  return compared;
}

function ofMember(className: string, finding: Finding): Omit<LiveFinding, 'devices'> {
  const [expected, actual] = [inWords(finding.expected), inWords(finding.actual)];
  return {
    rule: finding.rule,
    severity: finding.severity === 'error' ? 'breaking' : 'compatible',
    class: className,
    member: finding.member,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
  };
}

function inWords(words: Finding['expected']): string | undefined {
  return typeof words === 'string' ? words : words?.join(' | ');
}

/** Units, limits, texts and aliases: what makes the next pull write something, and breaks nothing. */
function compareDetails(before: Lock, after: Lock, report: MergeReport, findings: Findings): void {
  const classes = new Set(report.classes.detail);
  for (const [source, { devices }] of after.sources) {
    for (const [device, entry] of devices) {
      const old = before.sources.get(source)?.devices.get(device);
      if (!old || old.class !== entry.class || old.gone !== entry.gone) continue;
      const differs = canonical(old) !== canonical(entry);
      if (!differs && !classes.has(entry.class)) continue;
      findings.add(
        { rule: 'DETAIL', severity: 'compatible', class: entry.class, expected: 'details', actual: 'other details' },
        device,
      );
    }
  }
}

function classOf(lock: Lock, source: string, device: string): string {
  return lock.sources.get(source)?.devices.get(device)?.class ?? '';
}

/** One finding for all devices that show the same. */
class Findings {
  readonly #found = new Map<string, LiveFinding & { readonly devices: string[] }>();

  add(finding: Omit<LiveFinding, 'devices'>, device: string): void {
    const key = JSON.stringify(finding);
    const known = this.#found.get(key);
    if (known) known.devices.push(device);
    else this.#found.set(key, { ...finding, devices: [device] });
  }

  /** Breaking ones first. */
  list(): readonly LiveFinding[] {
    return [...this.#found]
      .toSorted(([a, { severity: x }], [b, { severity: y }]) =>
        x === y ? (a < b ? -1 : 1) : x === 'breaking' ? -1 : 1,
      )
      .map(([, finding]) => finding);
  }
}
