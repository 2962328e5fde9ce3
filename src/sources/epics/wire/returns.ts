/** A channel of either wire. */
interface Stateful {
  readonly state: { readonly state: string };
  onState(on: (state: { readonly state: string }) => void): () => void;
}

/** Tells whenever the channel is connected again after a loss; the function returned ends it. */
export function onReturn(channel: Stateful, on: () => void): () => void {
  let wasThere = channel.state.state === 'connected';
  return channel.onState(({ state }) => {
    if (state !== 'connected') return;
    if (wasThere) on();
    wasThere = true;
  });
}
