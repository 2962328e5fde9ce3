import type { OutputSelection } from '../../config/config.ts';
import { selectsOf } from '../../config/outputs/selects.ts';
import type { ListedDevice, PulledSource } from '../../model/merge/pulled.ts';
import type { Collected } from './collect.ts';

/** What of the collected is in a package. The rest is to it as what a glob leaves out: it stays as it is. */
export function ofPackage({ pulled, covers, lists }: Collected, output: OutputSelection): Collected {
  const selects = selectsOf(output);
  const isIn = (found: Pick<ListedDevice, 'device' | 'class'>): boolean =>
    selects.device(found.device) && selects.class(found.class);
  const left = new Set<string>();
  const own = pulled
    .filter(({ name }) => selects.source(name))
    .map((source): PulledSource => {
      if ('error' in source) return source;
      const { listed, described } = source;
      for (const found of listed) if (!isIn(found)) left.add(`${source.name}\n${found.device}`);
      return { ...source, listed: listed.filter(isIn), described: described.filter(({ found }) => isIn(found)) };
    });
  return {
    pulled: own,
    covers: (source, device) =>
      covers(source, device) && selects.source(source) && selects.device(device) && !left.has(`${source}\n${device}`),
    lists,
  };
}
