import type { ErrorFacts } from '../../core/contract/errors.ts';
import { CallError, type Completed } from '../../core/support/call-error.ts';

/** Beside the codes of every protocol: PANDA.PROTOCOL. */
export { CallError, type Completed };

/** The box said no. Code PANDA.REFUSED. */
export class PandaError extends CallError {
  /** The box's own words: `Number out of range`. */
  readonly reason: string;

  constructor(reason: string, facts: Omit<ErrorFacts, 'code'>) {
    super(`the box says: ${reason}`, 'YES', { hint: hintFor(reason), ...facts, code: 'PANDA.REFUSED' });
    this.name = 'PandaError';
    this.reason = reason;
  }

  override retold(facts: ErrorFacts): PandaError {
    return new PandaError(this.reason, facts);
  }
}

const HINTS: readonly (readonly [said: RegExp, hint: string])[] = [
  [
    /^(?:No such (?:block|field|attribute)|No name found|Name too long)/,
    'devgen pull, then devgen show lists the names',
  ],
  [/^Missing block number/, 'there are several of this block: write its number, as in SEQ1'],
  [/^Invalid block number/, 'the box has fewer of this block: devgen pull'],
  [/^Data capture already in progress/, 'disarm it, or wait until it ends'],
  [/^Data clients still taking data/, 'a reader of the last capture is slow or hangs: close it, or wait'],
  [/^Nothing configured for capture/, 'set the capture of a position, or of the bits or the time of PCAP'],
  [/^Field not (?:readable|writeable)|^Cannot write to this field/, 'see the kind of the member: devgen show'],
];

function hintFor(reason: string): string {
  return HINTS.find(([said]) => said.test(reason))?.[1] ?? 'nothing was changed; the text is that of the box';
}
