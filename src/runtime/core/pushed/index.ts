/** For connectors of systems that push values, one channel a member: bring the channels, and get the rest. */
export type { OpenPort, Port, PortHandler, PvShown } from './port.ts';
export { pushedConnector, type PushedOptions } from './pushed-connector.ts';
export { pvName } from './pv-name.ts';
