import { foundText } from './reach-text.ts';
import { count, oneLine, table } from './table.ts';
import type { Paint } from './style.ts';

/** An environment variable that decides where a source is. */
export interface CountedVariable {
  readonly name: string;
  /** Absent when it is not set. A value that holds a credential is masked. */
  readonly value?: string;
}

export interface ListedSource {
  readonly name: string;
  readonly kind: string;
  readonly address: string;
  /** Where the address leads; `from` is `explicit`, an environment variable or a file. */
  readonly located?: { readonly address: string; readonly from: string };
  readonly reachable: boolean;
  /** Defined and running devices; absent when the source is out of reach. */
  readonly devices?: number;
  readonly running?: number;
  /** Those that were found, where the address names none: `host:port`. */
  readonly servers?: readonly string[];
  readonly code?: string;
  readonly why?: string;
  readonly next?: string;
  readonly environment: readonly CountedVariable[];
}

export interface SourcesData {
  readonly sources: readonly ListedSource[];
}

export function sourcesText(data: SourcesData, paint: Paint): string {
  const rows = data.sources.map((source) => [
    source.reachable ? paint('green', '✔') : paint('red', '✖'),
    paint('bold', source.name),
    source.kind,
    placeText(source),
    source.reachable
      ? `${count(source.devices ?? 0, 'device')}, ${source.running ?? 0} running${foundText(source.servers)}`
      : oneLine(source.why ?? ''),
  ]);
  const steps = data.sources.flatMap((source) => (source.next ? [`${paint('cyan', '→')} ${source.next}`] : []));
  const variables = data.sources
    .flatMap((source) => source.environment)
    .map((variable) => `${variable.name}=${variable.value ?? paint('dim', '(not set)')}`);
  const environment =
    variables.length === 0 ? [] : [paint('dim', `environment: ${[...new Set(variables)].join(', ')}`)];
  return [table(rows), ...steps, ...environment].join('\n');
}

function placeText({ address, located }: ListedSource): string {
  if (!located || located.from === 'explicit') return address;
  return `${address} = ${located.address} from ${located.from}`;
}
