/** Channel Access in pure TypeScript: a client of its own, and the connector of generated device classes. */
export { CallError, type Completed, RemoteError } from './client/call/call-error.ts';
export type { CaChannel } from './client/ca-channel.ts';
export { CaClient } from './client/ca-client.ts';
export type { CaResult } from './client/ca-result.ts';
export type { ChannelInfo, ChannelState } from './client/channel/channel-state.ts';
export type { CaClientOptions } from './client/context-options.ts';
export type { CaMonitor } from './client/operation/monitor.ts';
export type {
  MonitorEvent,
  MonitorFailure,
  MonitorLoss,
  MonitorMask,
  MonitorOptions,
  MonitorStats,
  MonitorUpdate,
  UpdatesOptions,
} from './client/operation/monitor-event.ts';
export type { ServerHeard } from './client/search/beacon-table.ts';
export type { CaUpdates } from './client/operation/updates.ts';
export type { ValueOptions } from './client/operation/value-request.ts';
export type { PutOptions } from './client/operation/writes.ts';
export type { AccessRights } from './codec/message/channel.ts';
export type { CaArray, CaData, CaForm, CaMeta, CaType, CaValue } from './codec/value/ca-data.ts';
export { timeNs } from './codec/value/ca-data.ts';
export type { AlarmAcknowledgement } from './codec/value/special.ts';
export { ca, type CaOptions } from './connector/connector.ts';
export { caValueSpec } from './connector/values/conversion.ts';
export { deadline, type Deadline } from '../core/support/deadline.ts';
export { timeLimit } from '../core/support/time-limit.ts';
