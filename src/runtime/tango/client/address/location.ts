import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import { corbaloc, type ObjectRef, parseIor } from '../../codec/ior.ts';
import { CallError } from '../transport/call-error.ts';
import type { Database } from '../database/database.ts';
import { failureOf } from '../device/call-failure.ts';
import type { Orb } from '../transport/orb.ts';
import { isA } from '../device/request.ts';
import { parseTangoHost } from './tango-host.ts';
import type { Trl } from './trl.ts';
import type { DatabaseDevice } from '../types.ts';

/** Where a device is, until it or its server is restarted. */
export interface Location {
  /** The device's own name, never an alias. */
  readonly name: string;
  readonly ref: ObjectRef;
  /** IDL version, 3 to 6. */
  readonly idl: number;
  /** Tango class; empty without a database. */
  readonly class: string;
  /** `Exec/instance`; empty without a database. */
  readonly server: string;
}

const OLDEST = 3;
const NEWEST_ASKED = 5;

/** Asks the database, of an alias for the name first. */
export async function locateInDatabase(database: Database, trl: Trl, io: Io): Promise<Location> {
  const name = trl.alias ? await database.deviceOfAlias(trl.device, io) : trl.device;
  return locationOf(await database.importDevice(name, io), addressOf(trl, database.name));
}

/** What a row of the database says; rejects a device that is not running. */
export function locationOf(device: DatabaseDevice, source: string): Location {
  if (!device.exported || device.ior === '') {
    throw new CallError(`${source} is defined in the database, but not running`, 'NO', {
      code: 'CONNECT.FAILED',
      device: device.name,
      source,
      hint: `start its server ${device.server}`,
    });
  }
  const ref = parseIor(device.ior);
  const idl = supported(idlOf(ref.typeId), source);
  return { name: device.name, ref, idl, class: device.class, server: device.server };
}

/**
 * Asks the server itself, whose objects bear the devices' names in lower case. One question settles the version: IDL 6
 * shows as 5 here, from which it does not differ in anything that is called.
 */
export async function locateWithoutDatabase(orb: Orb, trl: Trl, io: Io): Promise<Location> {
  const { addresses } = parseTangoHost(trl.host ?? '');
  const bare = corbaloc(addresses, trl.device.toLowerCase());
  const source = addressOf(trl, trl.host ?? '');
  // Tango's own admin devices have been of version 4 at least since Tango 7, so there is nothing to ask.
  if (/^dserver\//i.test(trl.device)) {
    const ref = { ...bare, typeId: 'IDL:Tango/Device_4:1.0' };
    return { name: trl.device, ref, idl: 4, class: 'DServer', server: '' };
  }
  for (let idl = NEWEST_ASKED; idl >= OLDEST; idl--) {
    const typeId = `IDL:Tango/Device_${idl}:1.0`;
    if (await askType(orb, bare, typeId, source, io)) {
      return { name: trl.device, ref: { ...bare, typeId }, idl, class: '', server: '' };
    }
  }
  throw tooOld('below 3', source);
}

async function askType(orb: Orb, ref: ObjectRef, typeId: string, source: string, io: Io): Promise<boolean> {
  const { operation, encode, decode } = isA(typeId);
  try {
    return await orb.invoke(ref, operation, encode, decode, io);
  } catch (error) {
    throw failureOf(error, { device: source, source, operation: 'connect' });
  }
}

/** The full address of a device. */
export function addressOf(trl: Trl, host: string): string {
  return `tango://${host}/${trl.device}${trl.dbase ? '' : '#dbase=no'}`;
}

/** The reference is the only place that tells the truth: database and `info` give the version of the library. */
function idlOf(typeId: string): number {
  const match = /^IDL:Tango\/Device(?:_(\d+))?:1\.0$/.exec(typeId);
  return match === null ? 0 : Number(match[1] ?? 1);
}

function supported(idl: number, source: string): number {
  if (idl >= OLDEST) return idl;
  throw tooOld(idl === 0 ? 'unknown' : `${idl}`, source);
}

function tooOld(idl: string, source: string): DevgenError {
  return new DevgenError(`${source} speaks Tango's IDL version ${idl}; versions 3 to 6 are supported`, {
    code: 'TANGO.PROTOCOL',
    source,
    expected: '3 to 6',
    actual: idl,
    hint: 'rebuild its server with Tango 5 or later',
  });
}
