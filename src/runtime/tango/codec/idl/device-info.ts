import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';

/** DevInfo_3, and of DevInfo_6 the versions. */
export interface DeviceInfo {
  /** Tango class. */
  readonly class: string;
  /** `Exec/instance` */
  readonly server: string;
  readonly host: string;
  /** IDL version of the server's library, not of the device. */
  readonly serverVersion: number;
  readonly docUrl: string;
  readonly type: string;
  /** Library to version; empty below IDL 6. */
  readonly versions: ReadonlyMap<string, string>;
}

export function readDevInfo3(reader: CdrReader): DeviceInfo {
  return { ...readCommon(reader), versions: new Map() };
}

export function readDevInfo6(reader: CdrReader): DeviceInfo {
  const common = readCommon(reader);
  const pairs = reader.sequence(8, (each): [string, string] => [each.string(), each.string()]);
  return { ...common, versions: new Map(pairs) };
}

/** `DevInfo`, the reply of `info`: clients of any version may begin with it. */
export function writeDevInfo(writer: CdrWriter, info: DeviceInfo): void {
  writer.string(info.class);
  writer.string(info.server);
  writer.string(info.host);
  writer.i32(info.serverVersion);
  writer.string(info.docUrl);
}

export function writeDevInfo3(writer: CdrWriter, info: DeviceInfo): void {
  writeDevInfo(writer, info);
  writer.string(info.type);
}

export function writeDevInfo6(writer: CdrWriter, info: DeviceInfo): void {
  writeDevInfo3(writer, info);
  writer.sequence([...info.versions], (each, [library, version]) => {
    each.string(library);
    each.string(version);
  });
}

export function readDevInfo(reader: CdrReader): Omit<DeviceInfo, 'type' | 'versions'> {
  const name = reader.string();
  const server = reader.string();
  const host = reader.string();
  const serverVersion = reader.i32();
  return { class: name, server, host, serverVersion, docUrl: reader.string() };
}

function readCommon(reader: CdrReader): Omit<DeviceInfo, 'versions'> {
  return { ...readDevInfo(reader), type: reader.string() };
}
