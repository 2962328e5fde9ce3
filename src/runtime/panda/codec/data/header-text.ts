import { protocolError } from '../protocol-error.ts';
import { captureHeader, type CaptureHeader } from './capture-header.ts';

const ESCAPES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The lines of a header, in XML or as text, without the empty one behind them. Throws PANDA.PROTOCOL. */
export function parseHeader(lines: readonly string[]): CaptureHeader {
  return lines[0] === '<header>' ? parseXml(lines) : parseText(lines);
}

/** The server writes one element a line; nothing else of XML occurs. */
function parseXml(lines: readonly string[]): CaptureHeader {
  let data: ReadonlyMap<string, string> | undefined;
  const fields: ReadonlyMap<string, string>[] = [];
  for (const line of lines) {
    const [, element, attributes = ''] = /^<(data|field)\b((?:\s+[\w]+="[^"<]*")*)\s*\/>$/.exec(line.trim()) ?? [];
    if (element === 'data') data = attributesOf(attributes);
    else if (element === 'field') fields.push(attributesOf(attributes));
    else if (!/^<\/?(?:header|fields)>$/.test(line.trim()))
      throw protocolError('a header of unknown form', shown(line));
  }
  if (data === undefined) throw protocolError('a header that says nothing of its data');
  return captureHeader(data, fields);
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(text.matchAll(/([\w]+)="([^"]*)"/g), ([, name = '', value = '']) => [
      name,
      value.replace(/&(lt|gt|amp|quot|apos);/g, (_, escape: string) => ESCAPES[escape] ?? ''),
    ]),
  );
}

/** `name: value` a line, then `fields:` and a line a field: ` NAME TYPE CAPTURE scale: 1 offset: 0 units: mm`. */
function parseText(lines: readonly string[]): CaptureHeader {
  const data = new Map<string, string>();
  const fields: ReadonlyMap<string, string>[] = [];
  for (const line of lines) {
    if (line === 'fields:') continue;
    if (line.startsWith(' ')) {
      fields.push(fieldOf(line));
      continue;
    }
    const [, name, value] = /^([\w ]+): (.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw protocolError('a header of unknown form', shown(line));
    data.set(name, value);
  }
  return captureHeader(data, fields);
}

function fieldOf(line: string): ReadonlyMap<string, string> {
  const pattern = /^ (\S+) (\S+) (.+?)(?: scale: (\S+) offset: (\S+) units: ?(.*))?$/;
  const [, name, type, capture, scale, offset, units] = pattern.exec(line) ?? [];
  if (name === undefined) throw protocolError('a captured field of unknown form', shown(line));
  const said = { name, type, capture, scale, offset, units };
  return new Map(Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

function shown(line: string): string {
  return line.slice(0, 80);
}
