import { DevgenError } from '../../../core/contract/errors.ts';
import type { Endpoint } from '../../codec/ior.ts';
import { TangoEnvironment } from './tango-environment.ts';

/** The addresses of one database; more than one are tried in order. */
export interface TangoHost {
  readonly addresses: readonly [Endpoint, ...Endpoint[]];
  /** `host:port,host:port` */
  readonly text: string;
  /** Where it was found: `TANGO_HOST`, the path of a file, or `explicit`. */
  readonly from: string;
}

/** `host:port`, or several with commas between; `ADDRESS.UNKNOWN` for everything else. */
export function parseTangoHost(text: string, from = 'explicit'): TangoHost {
  const bare = text
    .trim()
    .replace(/^tango:\/\//i, '')
    .replace(/\/$/, '');
  const [first, ...others] = bare.split(',').map((part) => parseAddress(part.trim(), text, from));
  if (first === undefined) throw malformed(text, from);
  const addresses = [first, ...others] as const;
  return { addresses, text: addresses.map(({ host, port }) => `${host}:${port}`).join(','), from };
}

/** The explicit address, else what `TANGO_HOST` says in the environment, `~/.tangorc` or `/etc/tangorc`. */
export function findTangoHost(
  explicit?: string,
  environment: TangoEnvironment = new TangoEnvironment(),
): TangoHost | undefined {
  if (explicit !== undefined) return parseTangoHost(explicit);
  const setting = environment.find('TANGO_HOST');
  return setting && parseTangoHost(setting.value, setting.from);
}

function parseAddress(part: string, text: string, from: string): Endpoint {
  const match = /^(?<host>[^\s:/#,]+):(?<port>\d{1,5})$/.exec(part);
  const port = Number(match?.groups?.['port']);
  if (!match?.groups?.['host'] || port < 1 || port > 65_535) throw malformed(text, from);
  return { host: match.groups['host'].toLowerCase(), port };
}

function malformed(text: string, from: string): DevgenError {
  return new DevgenError(`"${text}" (${from}) is not the address of a Tango database`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'host:port, or host:port,host:port',
    actual: text,
    hint: 'for example TANGO_HOST=db.example.org:10000',
  });
}
