import type { Meta } from '../../../core/contract/meta.ts';
import type { ChannelInfo } from '../../client/channel/channel-state.ts';
import type { CaMeta } from '../../codec/value/ca-data.ts';

/** What a server says of a PV beside its value; Channel Access has no description. */
export function metaOf(meta: CaMeta | undefined, info: ChannelInfo): Meta {
  return info.count === 1 ? { ...meta } : { ...meta, maxShape: [info.count] };
}
