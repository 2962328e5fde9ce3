import { wasSent, type PvaData } from '../client/operation/data.ts';
import type { PvaChannel } from '../client/pva-channel.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import { metaRequest } from '../normative/meta-request.ts';
import { fieldOf, isEnumeration, VALUE } from '../normative/shape.ts';

export interface MetaHandler {
  /** What a request for metadata brings, at the beginning, after each loss, and whenever it changes. */
  told(data: PvaStruct): void;
  /** The server sends values too, though they were not asked for: it was ended. */
  isUnmasked?(): void;
}

/**
 * Monitors what a PV of this type says beside its value, and not the value: pvxs sends nothing when that changes.
 * pvAccessCPP sends all of it whenever anything changes: there it ends by itself. The function returned ends it.
 */
export function monitorMeta(channel: PvaChannel, type: StructType, handler: MetaHandler): () => void {
  const request = metaRequest(type);
  if (request === '') return () => {};
  const monitor = channel.monitor(
    (event) => {
      if (event.kind !== 'update') return;
      if (!hasValue(event)) return handler.told(event.value);
      monitor.stop();
      handler.isUnmasked?.();
    },
    { request },
  );
  return () => monitor.stop();
}

function hasValue(data: PvaData): boolean {
  return wasSent(data, isEnumeration(fieldOf(data.type, VALUE)) ? `${VALUE}.index` : VALUE);
}
