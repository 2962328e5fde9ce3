import type { ClientIdent } from '@devgen/runtime/tango/codec';
import type { Caller } from '../orb/servant.ts';
import type { Clock } from './clock.ts';
import { tangoText } from './text.ts';

/** Calls remembered, as many as Tango's servers do by default. */
const CAPACITY = 50;

/** The last calls of a device, for whoever asks who did what. */
export class BlackBox {
  readonly #clock: Clock;
  readonly #entries: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  record(what: string, { host }: Caller, ident?: ClientIdent): void {
    const client = ident === undefined ? '' : ` (${clientText(ident)})`;
    const entry = `${timeText(new Date(this.#clock()))} : ${what} requested from ${host}${client}`;
    this.#entries.push(tangoText(entry));
    if (this.#entries.length > CAPACITY) this.#entries.shift();
  }

  /** The latest first. */
  latest(count: number): readonly string[] {
    return this.#entries.slice(-count).toReversed();
  }
}

function clientText(ident: ClientIdent): string {
  return ident.language === 'cpp' ? `CPP/Python client with PID ${ident.pid}` : `Java client ${ident.mainClass}`;
}

function timeText(time: Date): string {
  const day = [two(time.getDate()), two(time.getMonth() + 1), time.getFullYear()].join('/');
  const hundredths = time.getMilliseconds() / 10;
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds(), hundredths].map(two).join(':')}`;
}

function two(value: number): string {
  return String(Math.trunc(value)).padStart(2, '0');
}
