import { DevgenError } from '@devgen/runtime/contract';
import { namesText } from '../names-text.ts';
import type { Scheme } from '../source-address.ts';

const FIELD = /\.[A-Z][A-Z0-9]*\$?$/;

/** PVs that two servers have, by the two: an IOC that runs twice is one thing to tell, not one a record. */
export class Duplicates {
  readonly #scheme: Scheme;
  readonly #pairs = new Map<string, Set<string>>();

  constructor(scheme: Scheme) {
    this.#scheme = scheme;
  }

  /** Servers are `host:port`. */
  note(pv: string, one: string, other: string): void {
    const pair = [one, other].toSorted().join(' and by ');
    this.#pairs.set(pair, (this.#pairs.get(pair) ?? new Set()).add(pv));
  }

  /** What a client tells of one PV, where that is what it tells. */
  noteWarning({ code, source = '', expected, actual }: DevgenError): void {
    if (code !== `${this.#scheme.toUpperCase()}.DUPLICATE`) return;
    this.note(source.slice(this.#scheme.length + '://'.length), String(expected), String(actual));
  }

  warnings(): readonly DevgenError[] {
    return Array.from(this.#pairs, ([pair, pvs]) => {
      const names = [...pvs].filter((pv) => !pvs.has(pv.replace(FIELD, '')) || !FIELD.test(pv)).toSorted();
      const sources = names.map((pv) => `${this.#scheme}://${pv}`);
      return new DevgenError(`served by ${pair}; whoever answers first is asked`, {
        code: `${this.#scheme.toUpperCase()}.DUPLICATE`,
        about: namesText(sources),
        source: sources[0],
        hint: 'Stop one of the IOCs, or rename its records.',
      });
    });
  }
}
