import type { CaData, CaType, DbrData } from '@devgen/runtime/ca/codec';

/** What the server serves by a name. */
export interface ServedChannel {
  /** Of its elements. */
  readonly type: CaType;
  /** The most that it may have. */
  readonly count: number;
  readonly canWrite: boolean;
  /** `ai`, `motor`. */
  readonly recordType: string;
  /** The value in a type, with all that may come with it. Throws where it cannot be had so. */
  read(type: CaType): DbrData;
  /** What it throws or rejects with is a refusal; what it resolves with is the end of what the put began. */
  write(data: CaData): void | Promise<void>;
  /** Told of each change, by the bits of what it is about. The function returned ends it. */
  subscribe(on: (mask: number) => void): () => void;
}

/** The channels of a server. */
export interface ChannelSource {
  /** The same object as long as it is the same channel. */
  channel(name: string): ServedChannel | undefined;
  /** Told of each channel that is there no more. The function returned ends it. */
  onChannelGone(on: (channel: ServedChannel) => void): () => void;
}
