/** What a server says of a request: a severity in the last three bits, a number before. */
export const Status = {
  normal: 1,
  badType: 114,
  getFailed: 152,
  putFailed: 160,
  badCount: 176,
  badChannel: 410,
  noReadAccess: 368,
  noWriteAccess: 376,
  putCallbackTimedOut: 362,
} as const;

/** EPICS's name of each status that a server may send, and what it means. */
const TEXTS: ReadonlyMap<number, string> = new Map<number, string>([
  [Status.normal, 'ECA_NORMAL: done'],
  [48, 'ECA_ALLOCMEM: the server is out of memory'],
  [72, 'ECA_TOLARGE: more data than the server may send (EPICS_CA_MAX_ARRAY_BYTES)'],
  [80, 'ECA_TIMEOUT: the server gave up waiting'],
  [Status.badType, 'ECA_BADTYPE: the server does not know this type'],
  [142, 'ECA_INTERNAL: a fault of the server'],
  [Status.getFailed, 'ECA_GETFAIL: the value cannot be had'],
  [Status.putFailed, 'ECA_PUTFAIL: the value was not taken'],
  [Status.badCount, 'ECA_BADCOUNT: so many elements there are not'],
  [186, 'ECA_BADSTR: the text makes no value'],
  [192, 'ECA_DISCONN: the server lost it, as a gateway does'],
  [242, 'ECA_BADMONID: the server does not know this monitor'],
  [330, 'ECA_BADMASK: the server does not know this mask'],
  [Status.putCallbackTimedOut, 'ECA_PUTCBINPROG: the put before is not done yet'],
  [Status.noReadAccess, 'ECA_NORDACCESS: reading is not permitted'],
  [Status.noWriteAccess, 'ECA_NOWTACCESS: writing is not permitted'],
  [400, 'ECA_NOCONVERT: the value cannot be converted to this type'],
  [Status.badChannel, 'ECA_BADCHID: the server does not know this channel'],
  [432, 'ECA_UNAVAILINSERV: the service behind the server cannot do this'],
]);

/** A status in words. */
export function statusText(status: number): string {
  return TEXTS.get(status) ?? `status ${status}`;
}
