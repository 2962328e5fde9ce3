import type { Backend, Connector, Link } from '@devgen/runtime';

/** The connector, counting the calls that would each be a request if there were a wire. */
export function recorded<C extends Connector>(
  connector: C,
): { readonly connector: C; readonly requests: () => number } {
  let count = 0;
  let bulk = false;
  const open = connector.open.bind(connector);
  connector.open = async (address, wanted, io) => countLink(await open(address, wanted, io));

  const countLink = (link: Link): Link => {
    const backend = link.backend.bind(link);
    const getMany = link.getMany.bind(link);
    link.backend = (path, member) => countBackend(backend(path, member));
    link.getMany = (of, io) => {
      count++;
      // A link in memory asks each backend in turn, before it returns.
      bulk = true;
      const readings = getMany(of, io);
      bulk = false;
      return readings;
    };
    return link;
  };

  const countBackend = (backend: Backend): Backend => {
    for (const verb of ['get', 'put', 'setpoint', 'execute'] as const) {
      const call = backend[verb].bind(backend) as (...args: readonly unknown[]) => Promise<never>;
      backend[verb] = (...args: readonly unknown[]) => {
        if (!bulk) count++;
        return call(...args);
      };
    }
    return backend;
  };

  return { connector, requests: () => count };
}
