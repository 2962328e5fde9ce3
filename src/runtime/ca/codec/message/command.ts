/** What a message is about. */
export const Command = {
  version: 0,
  eventAdd: 1,
  eventCancel: 2,
  read: 3,
  write: 4,
  snapshot: 5,
  search: 6,
  build: 7,
  eventsOff: 8,
  eventsOn: 9,
  readSync: 10,
  error: 11,
  clearChannel: 12,
  beacon: 13,
  notFound: 14,
  readNotify: 15,
  repeaterConfirm: 17,
  createChannel: 18,
  writeNotify: 19,
  clientName: 20,
  hostName: 21,
  accessRights: 22,
  echo: 23,
  repeaterRegister: 24,
  signal: 25,
  createFailed: 26,
  serverDisconnect: 27,
} as const;

export const LAST_COMMAND: number = Command.serverDisconnect;

/** The version that is spoken here: 4.13, of EPICS 3.14.12 and later. */
export const MINOR_VERSION = 13;
/** From this version on, a count of zero asks for as many elements as there are. */
export const DYNAMIC_ARRAYS = 13;
