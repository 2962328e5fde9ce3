import { deadline, type Io } from '@devgen/runtime';
import type { Look } from '../source-kind.ts';
import { parsePvAddress } from './source-address.ts';

/** Milliseconds until it is said that nobody has the PV. */
const LOOK = 3_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** A PV as its server shows it. Rejects with `PVA.NOT_FOUND` or `CA.NOT_FOUND` when nobody answers. */
export async function lookAt(address: string, environment: Environment): Promise<Look> {
  const { scheme, server, name } = parsePvAddress(address);
  const within = deadline(LOOK);
  try {
    return await (scheme === 'ca' ? lookByCa : lookByPva)(name, server, environment, within);
  } finally {
    within.done();
  }
}

async function lookByPva(name: string, server: string | undefined, environment: Environment, io: Io): Promise<Look> {
  const { PvaClient, typeText } = await import('@devgen/runtime/pva');
  const client = new PvaClient({ environment });
  try {
    const channel = client.channel(name, server);
    const type = await channel.introspect(io);
    const { access, source, state } = channel;
    return {
      name: source,
      server: state.state === 'connected' ? state.server : '',
      ...(type.id !== '' && { id: type.id }),
      type: typeText(type),
      ...(access !== undefined && {
        access: ['read', ...(access.put ? (['write'] as const) : []), ...(access.rpc ? (['call'] as const) : [])],
      }),
    };
  } finally {
    await client.close();
  }
}

async function lookByCa(name: string, server: string | undefined, environment: Environment, io: Io): Promise<Look> {
  const { CaClient } = await import('@devgen/runtime/ca');
  const client = new CaClient({ environment });
  try {
    const channel = client.channel(name, server);
    await channel.connect(io);
    const { info, source, state } = channel;
    const { read, write } = info!.access;
    return {
      name: source,
      server: state.state === 'connected' ? state.server : '',
      type: info!.type,
      count: info!.count,
      access: [...(read ? (['read'] as const) : []), ...(write ? (['write'] as const) : [])],
    };
  } finally {
    await client.close();
  }
}
