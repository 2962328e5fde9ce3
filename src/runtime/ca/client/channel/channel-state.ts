import type { AccessRights } from '../../codec/message/channel.ts';
import type { CaType } from '../../codec/value/ca-data.ts';
import type { CallError } from '../call/call-error.ts';

/**
 * `idle`: nobody wants it. `searching`: nobody has answered yet, or the server is gone, and `why` says how it went last
 * time. `connecting`: a server has answered. `connected`: it may be asked.
 */
export type ChannelState =
  | { readonly state: 'idle' | 'closed' }
  | { readonly state: 'searching' | 'connecting'; readonly why?: CallError }
  | { readonly state: 'connected'; readonly server: string };

/** What a server tells of a channel when it is connected. */
export interface ChannelInfo {
  readonly type: CaType;
  /** Most elements; the value may have fewer. */
  readonly count: number;
  readonly access: AccessRights;
}

// Ten thousand channels are in these states at once.
export const IDLE: ChannelState = { state: 'idle' };
export const SEARCHING: ChannelState = { state: 'searching' };
export const CONNECTING: ChannelState = { state: 'connecting' };
