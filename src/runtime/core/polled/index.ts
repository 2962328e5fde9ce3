/** For connectors of systems that must be polled: bring how to open, read and write, and get the rest. */
export { polledConnector, type PolledOptions } from './polled-connector.ts';
export { openPolled } from './polled-link.ts';
export type { PolledLinkOptions, Session, Target } from './polled-session.ts';
