import { openPolled } from './polled-link.ts';
import type { PolledLinkOptions, Session } from './polled-session.ts';
import type { Connector, Io, Link } from '../contract/seam.ts';
import { memberKey } from '../support/member-key.ts';

/** A control system without events, or whose events are not used. */
export interface PolledOptions extends Omit<PolledLinkOptions, 'source'> {
  readonly scheme: string;
  /** `host:port` */
  readonly authority: string;
  /** Whether an address belongs here; `maybe`, if absent. */
  claims?(address: string): 'yes' | 'maybe' | 'no';
  /** Connects to one device and asks what it has. Called again, ever more slowly, after the connection was lost. */
  open(address: string, io: Io): Promise<Session>;
}

/**
 * A connector for an instrument of one's own: `open` says how to talk to it, and polling, thresholds, bulk reads and
 * reconnecting come with it.
 */
export function polledConnector(options: PolledOptions): Connector {
  const { scheme, authority, key = memberKey } = options;
  const links = new Set<Link>();
  return {
    scheme,
    authority,
    key,
    claims: (address) => options.claims?.(address) ?? 'maybe',
    open: async (address, _wanted, io) => {
      const source = `${scheme}://${authority}/${address}`;
      const link = await openPolled((again) => options.open(address, again), io, { ...options, source });
      links.add(link);
      link.onState(({ state }) => {
        if (state === 'closed') links.delete(link);
      });
      return link;
    },
    close: async () => {
      await Promise.all([...links].map((link) => link.close()));
    },
  };
}
