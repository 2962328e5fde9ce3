import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pandaPythons, required } from './install/cache.js';

const run = promisify(execFile);

/** A PV that ophyd-async's classes of areaDetector declare, by what is behind the device. */
export interface DeclaredPv {
  readonly read: string;
  /** As `read` where it is one PV. */
  readonly write: string;
  readonly kind: 'SignalR' | 'SignalRW';
  readonly type: 'bool' | 'int' | 'float' | 'str' | 'enum';
  readonly choices: readonly string[];
}

/** By class, as the installed ophyd-async has them. */
export async function declaredPvs(): Promise<Readonly<Record<string, readonly DeclaredPv[]>>> {
  const python = required(pandaPythons.ophyd, 'ophyd-async');
  const { stdout } = await run(python, [join(import.meta.dirname, 'ophyd/adcore.py')], { timeout: 60_000 });
  return JSON.parse(stdout) as Readonly<Record<string, readonly DeclaredPv[]>>;
}

/** What ADCore's templates call the states of busy records and of others that are set for a moment. */
const BUSY: Readonly<Record<string, string>> = {
  Acquire: 'Acquire',
  Capture: 'Capture',
  Trigger: 'Trigger',
  FlushNow: 'Flush',
};
/** Texts that ADCore's templates have as arrays of characters. */
const LONG = /^(?:FilePath|FileName|FileTemplate|FullFileName|NDAttributesFile|XMLFileName)(?:_RBV)?$/;
const STATES = 'ZR ON TW TH FR FV SX SV EI NI TE EL TV TT FT FF'.split(' ');

/** Records of areaDetector as its templates have them, without hardware: what is set is read back. */
export function areaDetectorRecords(prefix: string, pvs: readonly DeclaredPv[]): string {
  const names = new Set(pvs.flatMap(({ read, write }) => [read, write]));
  return [...names]
    .map((name) => {
      const pv = pvs.find(({ read, write }) => read === name || write === name)!;
      const isSet = pv.kind === 'SignalRW' && pv.write === name;
      const source = pv.kind === 'SignalRW' && !isSet ? `${prefix}${pv.write}` : undefined;
      return record(`${prefix}${name}`, name, pv, isSet, source);
    })
    .join('\n');
}

function record(pv: string, name: string, { type, choices }: DeclaredPv, isSet: boolean, from?: string): string {
  const link = from === undefined ? '' : ` field(INP, "${from} CP")`;
  const of = (kind: string, fields = ''): string => `record(${kind}, "${pv}") {${link}${fields} }`;
  switch (type) {
    case 'int':
      return of(isSet ? 'longout' : 'longin');
    case 'float':
      return of(isSet ? 'ao' : 'ai', ' field(PREC, "3")');
    case 'bool': {
      const busy = BUSY[name.replace(/_RBV$/, '')];
      const [zero, one] = busy === undefined ? ['No', 'Yes'] : ['Done', busy];
      return of(isSet ? 'bo' : 'bi', ` field(ZNAM, "${zero}") field(ONAM, "${one}")`);
    }
    case 'enum': {
      const states = choices.filter((choice) => choice !== '');
      const fields = states.map((choice, index) => ` field(${STATES[index]}ST, "${choice}")`);
      return of(isSet ? 'mbbo' : 'mbbi', fields.join(''));
    }
    case 'str':
      if (!LONG.test(name)) return of(isSet ? 'stringout' : 'stringin');
      return of('waveform', ' field(FTVL, "CHAR") field(NELM, "256") info(Q:form, "String")');
  }
}
