import { ConnectError } from './connect-error.ts';
import type { DevgenError } from '../contract/errors.ts';
import { codeOf, describeFinding, findingError, type Finding, type FindingPlace } from '../compare/finding.ts';
import { andMore, printable } from '../support/printable.ts';

/** The error of each member that cannot work, by its path. */
export function errorsOf(findings: readonly Finding[], place: FindingPlace): Map<string, DevgenError> {
  const byMember = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    if (finding.severity !== 'error') continue;
    const known = byMember.get(finding.member);
    if (known === undefined) byMember.set(finding.member, [finding]);
    else known.push(finding);
  }
  return new Map([...byMember].map(([member, found]) => [member, findingError(found, place)]));
}

/** The report of a device that differs from its class. */
export function mismatchError(
  classId: string,
  findings: readonly Finding[],
  errors: ReadonlyMap<string, DevgenError>,
  place: FindingPlace,
): ConnectError {
  const [title = '', ...lines] = mismatchLines(classId, findings);
  const message = [`${place.address}: ${title}`, ...lines.map((text) => `  ${text}`), `  next: ${place.hint}`];
  return new ConnectError(
    message.join('\n'),
    { code: 'CONNECT.MISMATCH', device: place.address, expected: classId, hint: place.hint },
    { errors, findings },
  );
}

/**
 * A missing member has nothing to add to the next one, nor have multiplexers that share their labels: beyond this many
 * they share a line.
 */
const apart = 3;

/** A title, then a line a difference. */
export function mismatchLines(classId: string, findings: readonly Finding[]): string[] {
  const bad = findings.filter(({ severity }) => severity === 'error');
  const lost = bad.filter(({ rule, nearest }) => rule === 'MEMBER_MISSING' && nearest === undefined);
  const together = lost.length > apart ? lost : [];
  const single = findings.filter((finding) => finding.severity !== 'info' && !together.includes(finding));
  const extras = findings.filter(({ rule }) => rule === 'MEMBER_EXTRA');
  return [
    `${bad.length} ${bad.length === 1 ? 'difference' : 'differences'} from ${printable(classId)}`,
    ...listed(
      `${together.length} members: MEMBER.MISSING not on the device`,
      together.map(({ source }) => source),
    ),
    ...linesOf(single),
    ...listed(
      'on the device, not in the class',
      extras.map(({ member }) => member),
    ),
  ];
}

/** At the place of the first member that it is true of. */
function linesOf(findings: readonly Finding[]): string[] {
  const members = new Map<string, string[]>();
  for (const finding of findings) {
    const known = members.get(textOf(finding));
    if (known === undefined) members.set(textOf(finding), [finding.member]);
    else known.push(finding.member);
  }
  return findings.flatMap((finding) => {
    const text = textOf(finding);
    const all = members.get(text)!;
    if (all.length <= apart) return `${printable(finding.member)}: ${text}`;
    return finding.member === all[0] ? listed(`${all.length} members: ${text}`, all) : [];
  });
}

function textOf(finding: Finding): string {
  return `${codeOf(finding)} ${describeFinding(finding)}${finding.severity === 'warning' ? ' (warning)' : ''}`;
}

/** All in one line; no line for none. */
function listed(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${title}: ${andMore(names.map(printable), 4)}`];
}
