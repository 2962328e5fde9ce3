/** How samples travel. */
export type CaptureFormat = 'framed' | 'unframed' | 'base64' | 'ascii';

/** What the data port is asked for; the server's own words for it are in {@link optionLine}. */
export interface CaptureOptions {
  /** `framed` by default: the only binary form that tells its length, and the fastest. */
  readonly format?: CaptureFormat;
  /** `scaled` by default: numbers in their units. `raw` is as captured, and four times as fast on the box. */
  readonly process?: 'scaled' | 'raw';
  /** `xml` by default; `none` leaves columns without names, and delivers bytes. */
  readonly header?: 'xml' | 'text' | 'none';
  /** `false`: no line tells that the options were taken, nor how a capture ended. */
  readonly status?: boolean;
  /** The server hangs up after one capture. */
  readonly oneShot?: boolean;
}

const FORMATS: Readonly<Record<CaptureFormat, string>> = {
  framed: 'FRAMED',
  unframed: 'UNFRAMED',
  base64: 'BASE64',
  ascii: 'ASCII',
};

/** `XML FRAMED SCALED`: what a client of the data port sends once, before all. */
export function optionLine(options: CaptureOptions): string {
  const { format = 'framed', process = 'scaled', header = 'xml', status = true, oneShot = false } = options;
  const words = [FORMATS[format], process === 'raw' ? 'RAW' : 'SCALED'];
  if (header === 'xml') words.unshift('XML');
  if (header === 'none') words.push('NO_HEADER');
  if (!status) words.push('NO_STATUS');
  if (oneShot) words.push('ONE_SHOT');
  return words.join(' ');
}
