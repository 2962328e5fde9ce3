import { deadline } from '@devgen/runtime';
import { type AccessRights, PvaClient, typeText } from '@devgen/runtime/pva';
import type { Look } from '../source-kind.ts';
import { parsePvAddress } from './source-address.ts';

/** Milliseconds until it is said that nobody has the PV. */
const LOOK = 3_000;

/** A PV as its server shows it. Rejects with `PVA.NOT_FOUND` when nobody answers. */
export async function lookAt(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Look> {
  const { server, name } = parsePvAddress(address);
  const client = new PvaClient({ environment });
  const within = deadline(LOOK);
  try {
    const channel = client.channel(name, server);
    const type = await channel.introspect(within);
    const { state, access } = channel;
    return {
      name: channel.source,
      server: state.state === 'connected' ? state.server : (server ?? ''),
      ...(type.id !== '' && { id: type.id }),
      type: typeText(type),
      ...accessOf(access),
    };
  } finally {
    within.done();
    await client.close();
  }
}

function accessOf(access: AccessRights | undefined): Pick<Look, 'access'> {
  if (access === undefined) return {};
  return { access: ['read', ...(access.put ? (['write'] as const) : []), ...(access.rpc ? (['call'] as const) : [])] };
}
