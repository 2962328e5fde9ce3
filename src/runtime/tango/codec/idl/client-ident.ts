import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import { protocolError } from '../protocol-error.ts';

const CPP = 0;
const JAVA = 1;
const CPP_6 = 2;
const JAVA_6 = 3;

/** Who calls: the union `ClntIdent`. From IDL 6 on a W3C trace context may follow. */
export type ClientIdent =
  | { readonly language: 'cpp'; readonly pid: number; readonly trace?: TraceContext }
  | {
      readonly language: 'java';
      readonly mainClass: string;
      readonly uuid: readonly [bigint, bigint];
      readonly trace?: TraceContext;
    };

export interface TraceContext {
  readonly traceParent: string;
  readonly traceState: string;
}

/** `{ language: 'cpp', pid }` without a trace is understood by every version. */
export function writeClientIdent(writer: CdrWriter, ident: ClientIdent): void {
  const { trace } = ident;
  if (ident.language === 'cpp') {
    writer.u32(trace === undefined ? CPP : CPP_6);
    writer.u32(ident.pid);
  } else {
    writer.u32(trace === undefined ? JAVA : JAVA_6);
    writer.string(ident.mainClass);
    for (const half of ident.uuid) writer.u64(half);
  }
  if (trace !== undefined) writeTrace(writer, trace);
}

export function readClientIdent(reader: CdrReader): ClientIdent {
  const kind = reader.u32();
  if (kind === CPP || kind === CPP_6) {
    const pid = reader.u32();
    return { language: 'cpp', pid, ...(kind === CPP_6 ? { trace: readTrace(reader) } : {}) };
  }
  if (kind !== JAVA && kind !== JAVA_6) throw protocolError(`client identification of kind ${kind}`);
  const mainClass = reader.string();
  const uuid = [reader.u64(), reader.u64()] as const;
  return { language: 'java', mainClass, uuid, ...(kind === JAVA_6 ? { trace: readTrace(reader) } : {}) };
}

// A union of which only the W3C form, 0, is defined.
function writeTrace(writer: CdrWriter, trace: TraceContext): void {
  writer.u32(0);
  writer.string(trace.traceParent);
  writer.string(trace.traceState);
}

function readTrace(reader: CdrReader): TraceContext {
  const form = reader.u32();
  if (form !== 0) throw protocolError(`trace context of form ${form}`);
  const traceParent = reader.string();
  return { traceParent, traceState: reader.string() };
}
