/** PV Access in pure TypeScript: a client of its own, and the connector of generated device classes. */
export { CallError, type Completed, RemoteError } from './client/call/call-error.ts';
export type { ChannelState } from './client/channel/channel-state.ts';
export type { PvaClientOptions } from './client/context-options.ts';
export { type PvaData, type PvaResult, type PvaTypeResult, wasSent } from './client/operation/data.ts';
export type { PvaMonitor } from './client/operation/monitor.ts';
export type {
  MonitorEvent,
  MonitorLoss,
  MonitorOptions,
  MonitorStats,
  MonitorUpdate,
} from './client/operation/monitor-event.ts';
export type { PvaUpdates } from './client/operation/updates.ts';
export type { PutOptions, PutShape, PvaChannel } from './client/pva-channel.ts';
export { PvaClient } from './client/pva-client.ts';
export type { PvaServer } from './client/pva-server.ts';
export type { ServerHeard } from './client/search/beacon-table.ts';
export type { DiscoveryEvent, FoundServer } from './client/search/discovery.ts';
export type { AccessRights } from './codec/message/channel.ts';
export { parsePvRequest } from './codec/message/pv-request.ts';
export * from './codec/type/pva-type.ts';
export { typeText } from './codec/type/type-text.ts';
export type { PvaArm, PvaStruct, PvaValue, PvaVariant } from './codec/value/pva-value.ts';
export { BitSet } from './codec/wire/bit-set.ts';
export type { Status } from './codec/wire/status.ts';
export { pva, type PvaOptions } from './connector/connector.ts';
export { isPvi, parsePvi } from './pvi/parse-pvi.ts';
export { isPviName, type Pvi, type PviEntry, pviPrefix } from './pvi/pvi-entry.ts';
export { type Layout, type LayoutMember, pviLayout } from './pvi/pvi-layout.ts';
export { type PviBranch, type PviTree, type PviWalk, walkPvi } from './pvi/walk-pvi.ts';
export { type MetaHandler, monitorMeta } from './connector/meta-monitor.ts';
export { metaRequest } from './normative/meta-request.ts';
export { pvMeta } from './normative/pv-meta.ts';
export { valueSpec } from './normative/value-spec.ts';
export { deadline, type Deadline } from '../core/support/deadline.ts';
export { timeLimit } from '../core/support/time-limit.ts';
