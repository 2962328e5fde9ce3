import { type Backend, type Connector, type Link, type LinkState, specOf } from '@devgen/runtime';

/** A connector whose devices are shown as one block of theirs: the suite's members are at the top. */
export function partOf(connector: Connector, block: string): Connector {
  return {
    scheme: connector.scheme,
    authority: connector.authority,
    claims: (address) => connector.claims(address),
    key: (source, kind) => connector.key(source, kind),
    open: async (address, wanted, io) => new PartLink(await connector.open(address, wanted, io), block),
    close: () => connector.close(),
  };
}

class PartLink implements Link {
  readonly #link: Link;
  readonly #block: string;

  constructor(link: Link, block: string) {
    this.#link = link;
    this.#block = block;
  }

  get state(): LinkState {
    return this.#part(this.#link.state);
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#link.onState((state) => on(this.#part(state)));
  }

  backend(path: Parameters<Link['backend']>[0], member: Parameters<Link['backend']>[1]): Backend {
    return this.#link.backend([this.#block, ...path], member);
  }

  getMany(...call: Parameters<Link['getMany']>): ReturnType<Link['getMany']> {
    return this.#link.getMany(...call);
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  #part(state: LinkState): LinkState {
    if (state.state !== 'connected') return state;
    const { spec, meta } = state.live;
    const part = spec.members[this.#block];
    if (part?.kind !== 'block') throw new Error(`no block ${this.#block}`);
    const prefix = `${this.#block}/`;
    const own = [...meta].flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    );
    return { ...state, live: { spec: specOf(part.of), meta: new Map(own) } };
  }
}
