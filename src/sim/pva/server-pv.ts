import { arrayOf, type PvaValue, type PvaVariant, scalar, structOf } from '@devgen/runtime/pva/codec';
import { Refusal } from './refusal.ts';
import { answer, StructurePv } from './value/structure-pv.ts';

/** What every server answers by itself: found by no search, there for who connects. */
export const SERVER_PV = 'server';

const CHANNELS = structOf({ value: arrayOf('str') }, 'epics:nt/NTScalarArray:1.0');
const TEXT = structOf({ value: scalar('str') }, 'epics:nt/NTScalar:1.0');
const INFO = structOf({ implLang: scalar('str'), version: scalar('str') });
const HELP = 'op=channels: the names of the PVs; op=info: what this server is; op=help: this.';

/** Tells the names of the PVs, and what the server is. */
export function serverPv(names: () => Iterable<string>): StructurePv {
  const call = (argument: PvaVariant | null): PvaVariant => {
    const op = optionOf(argument?.value);
    switch (op) {
      case 'channels':
        return answer(CHANNELS, { value: [...names()] });
      case 'info':
        return answer(INFO, { implLang: 'TypeScript', version: 'devgen' });
      case 'help':
        return answer(TEXT, { value: HELP });
      default:
        throw new Refusal(`${op === undefined ? 'No op is given' : `There is no op ${op}`}. ${HELP}`);
    }
  };
  return new StructurePv(structOf({}), {}, { call });
}

/** An NTURI's `query.op`, or `op` of a plain structure. */
function optionOf(value: PvaValue | undefined): string | undefined {
  const query = memberOf(value, 'query') ?? value;
  const op = memberOf(query, 'op');
  return typeof op === 'string' ? op : undefined;
}

function memberOf(value: PvaValue | undefined, name: string): PvaValue | undefined {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined;
  return (value as { readonly [name: string]: PvaValue })[name];
}
