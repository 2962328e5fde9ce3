import { Refusal } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';

export type DataFormat = 'ASCII' | 'BASE64' | 'FRAMED' | 'UNFRAMED';
export type DataProcess = 'SCALED' | 'RAW';

/** What a client of the data port asks for in its only line. */
export interface DataOptions {
  readonly format: DataFormat;
  readonly process: DataProcess;
  readonly isXml: boolean;
  readonly omitsHeader: boolean;
  readonly omitsStatus: boolean;
  readonly isOneShot: boolean;
}

const DEFAULT: DataOptions = {
  format: 'ASCII',
  process: 'SCALED',
  isXml: false,
  omitsHeader: false,
  omitsStatus: false,
  isOneShot: false,
};

const BARE: DataOptions = {
  format: 'UNFRAMED',
  process: 'RAW',
  isXml: false,
  omitsHeader: true,
  omitsStatus: true,
  isOneShot: true,
};

const OPTIONS: ReadonlyMap<string, Partial<DataOptions>> = new Map<string, Partial<DataOptions>>([
  ['ASCII', { format: 'ASCII' }],
  ['BASE64', { format: 'BASE64' }],
  ['FRAMED', { format: 'FRAMED' }],
  ['UNFRAMED', { format: 'UNFRAMED' }],
  ['SCALED', { process: 'SCALED' }],
  ['RAW', { process: 'RAW' }],
  ['XML', { isXml: true }],
  ['NO_HEADER', { omitsHeader: true }],
  ['NO_STATUS', { omitsStatus: true }],
  ['ONE_SHOT', { isOneShot: true }],
  ['BARE', BARE],
  ['DEFAULT', DEFAULT],
]);

/** Later words win over earlier ones. */
export function dataOptions(line: string): DataOptions {
  if (line.includes('\r')) throw new Refusal('Cannot process CR character');
  const scanner = new Scanner(line);
  let options = DEFAULT;
  for (scanner.blanks(); !scanner.atEnd; scanner.blanks()) {
    const option = OPTIONS.get(scanner.name(true));
    if (option === undefined) throw new Refusal('Invalid data capture option');
    options = { ...options, ...option };
  }
  return options;
}
