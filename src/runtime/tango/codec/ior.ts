import { CdrReader } from './cdr-reader.ts';
import { CdrWriter } from './cdr-writer.ts';
import { encodeLatin1 } from './latin1.ts';
import { protocolError } from './protocol-error.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Where an object is, and what its server calls it. */
export interface ObjectRef extends Endpoint {
  /** `IDL:Tango/Device_5:1.0`: the only truthful source of a device's IDL version; empty when not known. */
  readonly typeId: string;
  /** Other addresses of the same server. */
  readonly alternates: readonly Endpoint[];
  readonly key: Uint8Array;
}

const TAG_IIOP = 0;
const TAG_ALTERNATE_ADDRESS = 3;

interface Profile {
  readonly endpoints: readonly Endpoint[];
  readonly key: Uint8Array;
}

/** `IOR:` and hex, as the database keeps it, or `corbaloc:`; `TANGO.PROTOCOL` when it is neither. */
export function parseIor(text: string): ObjectRef {
  if (/^corbaloc:/i.test(text)) return parseCorbaloc(text);
  if (!/^ior:(?:[0-9a-f]{2})+$/i.test(text)) {
    throw protocolError(`"${text.slice(0, 40)}" is not an object reference (IOR: and hex digits)`);
  }
  const bytes = new Uint8Array((text.length - 4) / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(4 + 2 * i, 6 + 2 * i), 16);
  return readIor(new CdrReader(bytes, (bytes[0]! & 1) === 1, 1));
}

/** The object reference in `IOR:` form. */
export function printIor(ref: ObjectRef, littleEndian = true): string {
  const writer = new CdrWriter(littleEndian);
  writer.bool(littleEndian);
  writeIor(writer, ref);
  let text = 'IOR:';
  for (const byte of writer.written()) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The object that a server keeps under a readable key, at the first address; the others are alternates. */
export function corbaloc(endpoints: readonly [Endpoint, ...Endpoint[]], key: string, typeId = ''): ObjectRef {
  const [first, ...alternates] = endpoints;
  const bytes = new Uint8Array(key.length);
  encodeLatin1(key, bytes, 0);
  return { typeId, host: first.host, port: first.port, alternates, key: bytes };
}

function parseCorbaloc(text: string): ObjectRef {
  const match = /^corbaloc:([^/]+)\/((?:[^%]|%[0-9a-f]{2})+)$/i.exec(text);
  const [first, ...others] = match?.[1]?.split(',').map(parseAddress) ?? [];
  if (first === undefined) throw protocolError(`"${text.slice(0, 80)}" names no object`);
  const key = match?.[2]?.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return corbaloc([first, ...others], key ?? '');
}

function parseAddress(text: string): Endpoint {
  const match = /^(?:iiop)?:(?:\d\.\d@)?(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/i.exec(text);
  if (match === null) throw protocolError(`"${text}" is not an IIOP address (iiop:HOST:PORT)`);
  return { host: match[1] ?? match[2] ?? '', port: Number(match[3] ?? 2809) };
}

/** The `IOR` struct, as in a location forward. */
export function readIor(reader: CdrReader): ObjectRef {
  const typeId = reader.string();
  const profiles: Profile[] = [];
  const n = reader.length(8);
  for (let i = 0; i < n; i++) {
    const tag = reader.u32();
    if (tag === TAG_IIOP) profiles.push(readProfile(reader.encapsulation()));
    else reader.skip(reader.u32());
  }
  const [profile] = profiles;
  const [first, ...alternates] = profiles.flatMap((each) => (sameKey(each, profile!) ? each.endpoints : []));
  if (profile === undefined || first === undefined) throw protocolError('an object reference without a TCP address');
  return { typeId, host: first.host, port: first.port, alternates, key: profile.key };
}

function sameKey(a: Profile, b: Profile): boolean {
  return a.key.length === b.key.length && a.key.every((byte, i) => byte === b.key[i]);
}

function readProfile(reader: CdrReader): Profile {
  reader.octet();
  const minor = reader.octet();
  const endpoints: Endpoint[] = [{ host: reader.string(), port: reader.u16() }];
  const key = reader.octets();
  const components = minor === 0 ? 0 : reader.length(8);
  for (let i = 0; i < components; i++) {
    if (reader.u32() === TAG_ALTERNATE_ADDRESS) {
      const component = reader.encapsulation();
      endpoints.push({ host: component.string(), port: component.u16() });
    } else reader.skip(reader.u32());
  }
  return { endpoints, key };
}

export function writeIor(writer: CdrWriter, ref: ObjectRef): void {
  writer.string(ref.typeId);
  writer.u32(1);
  writer.u32(TAG_IIOP);
  writer.encapsulation((profile) => {
    profile.octet(1);
    profile.octet(2);
    profile.string(ref.host);
    profile.u16(ref.port);
    profile.octets(ref.key);
    profile.sequence(ref.alternates, (component, { host, port }) => {
      component.u32(TAG_ALTERNATE_ADDRESS);
      component.encapsulation((inner) => {
        inner.string(host);
        inner.u16(port);
      });
    });
  });
}
