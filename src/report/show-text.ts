import { count, oneLine, table } from './table.ts';
import type { Paint } from './style.ts';

export interface ShownValue {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly fields?: readonly (ShownValue & { readonly name: string })[];
}

/** A limit beyond what a JSON number holds is text. */
export interface ShownRange {
  readonly low?: number | string;
  readonly high?: number | string;
}

export interface ShownMember {
  /** As in the generated class. */
  readonly name: string;
  /** As on the wire. */
  readonly wire: string;
  readonly write?: string;
  readonly kind: 'r' | 'w' | 'rw' | 'command' | 'block' | 'vector';
  readonly value?: ShownValue;
  readonly in?: ShownValue;
  readonly out?: ShownValue;
  /** Class of a block or vector. */
  readonly of?: string;
  readonly keys?: readonly number[];
  readonly optional?: true;
  readonly label?: string;
  readonly description?: string;
  readonly units?: string;
  readonly limits?: Readonly<Partial<Record<'control' | 'display' | 'warning' | 'alarm', ShownRange>>>;
}

export type DeviceState = 'present' | 'unreachable' | 'gone';

export interface ShowData {
  readonly kind: 'class' | 'device';
  readonly name: string;
  readonly class: string;
  /** `<world>:<class>` */
  readonly id: string;
  readonly interface: string;
  readonly doc?: string;
  /** Relative to the package's folder. */
  readonly file?: string;
  /** Of a class: what it is the class of. */
  readonly devices?: readonly string[];
  /** Of a device: what `devgen.yaml` calls its control system. */
  readonly source?: string;
  readonly alias?: string;
  readonly state?: DeviceState;
  readonly members: readonly ShownMember[];
}

/** A PV, as its server shows it now. */
export interface PvData {
  readonly kind: 'pv';
  readonly name: string;
  readonly server: string;
  readonly id?: string;
  readonly type: string;
  readonly count?: number;
  readonly access?: readonly string[];
}

export function showText(data: ShowData | PvData, paint: Paint): string {
  return data.kind === 'pv' ? pvText(data, paint) : lockedText(data, paint);
}

function pvText({ name, server, type, count: elements, access }: PvData, paint: Paint): string {
  const lines = [`${paint('bold', oneLine(name))}  ${paint('dim', `from ${oneLine(server)}`)}`, type];
  if (elements !== undefined) lines.push(`up to ${count(elements, 'element')}`);
  if (access !== undefined) lines.push(`may be used to ${access.join(', ')}`);
  return lines.join('\n');
}

function lockedText(data: ShowData, paint: Paint): string {
  const title = data.kind === 'device' ? `${oneLine(data.name)}  ${data.class}` : data.class;
  const lines = [`${paint('bold', title)}  ${paint('dim', `${oneLine(data.id)} ${data.interface}`)}`];
  if (data.doc) lines.push(oneLine(data.doc));
  if (data.alias) lines.push(`alias ${oneLine(data.alias)}`);
  if (data.state && data.state !== 'present') lines.push(paint('yellow', data.state));
  if (data.file) lines.push(paint('dim', data.file));
  if (data.devices) lines.push(devicesText(data.devices));
  lines.push('', table(data.members.map((member) => row(member, paint))));
  return lines.join('\n').trimEnd();
}

function devicesText(devices: readonly string[]): string {
  const shown = devices.slice(0, 8).map(oneLine).join(', ');
  const more = devices.length > 8 ? ` and ${devices.length - 8} more` : '';
  return devices.length === 0 ? 'no devices' : `${count(devices.length, 'device')}: ${shown}${more}`;
}

function row(member: ShownMember, paint: Paint): readonly string[] {
  const wire = member.write !== undefined ? `${member.wire} / ${member.write}` : member.wire;
  const text = member.description ?? member.label;
  return [
    `  ${member.name}${member.optional ? '?' : ''}`,
    paint('cyan', member.kind),
    typeText(member),
    member.units ? oneLine(member.units) : '',
    rangeText(member.limits?.control),
    wire === member.name ? '' : paint('dim', oneLine(wire)),
    text && text !== member.wire ? oneLine(text) : '',
  ];
}

function typeText(member: ShownMember): string {
  if (member.kind === 'command')
    return `(${member.in ? valueText(member.in) : ''}) → ${member.out ? valueText(member.out) : 'void'}`;
  if (member.of) return member.keys ? `${member.of} at ${member.keys.join(', ')}` : member.of;
  return member.value ? valueText(member.value) : '';
}

function valueText(value: ShownValue): string {
  if (value.labels) return `${value.type} ${shortened(value.labels.map(oneLine).join(' | '))}`;
  return value.fields ? `${value.type} { ${value.fields.map((field) => oneLine(field.name)).join(', ')} }` : value.type;
}

/** The whole of it is in `--json`. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function rangeText(range: ShownRange | undefined): string {
  return range ? `${range.low ?? ''}…${range.high ?? ''}` : '';
}
