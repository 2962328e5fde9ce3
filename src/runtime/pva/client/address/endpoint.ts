import { DevgenError } from '../../../core/contract/errors.ts';
import { type Endpoint, parseEndpoint } from '../../../core/support/endpoint.ts';

export { type Endpoint, endpointText, isAddress, isV6, parseEndpoint } from '../../../core/support/endpoint.ts';

/** The endpoint; `ADDRESS.UNKNOWN` for what is none. */
export function requireEndpoint(text: string, defaultPort: number): Endpoint {
  const endpoint = parseEndpoint(text, defaultPort);
  if (endpoint !== undefined) return endpoint;
  throw new DevgenError(`"${text}" is not the address of a PV Access server`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'host:port',
    actual: text,
    hint: 'for example ioc.example.org:5075',
  });
}
