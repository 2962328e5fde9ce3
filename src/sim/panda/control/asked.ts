/** What clients asked of the control port, so that a test can tell readers from writers. */
export class Asked {
  #queries: string[] = [];
  #sets: string[] = [];
  #tables: string[] = [];
  #others: string[] = [];

  /** Names in front of `?`, in the order in which they came. */
  get queries(): readonly string[] {
    return this.#queries;
  }

  /** `NAME=VALUE` */
  get sets(): readonly string[] {
    return this.#sets;
  }

  /** `NAME<…`, without the lines that follow. */
  get tables(): readonly string[] {
    return this.#tables;
  }

  /** Lines that are no command. */
  get others(): readonly string[] {
    return this.#others;
  }

  query(name: string): void {
    this.#queries.push(name);
  }

  set(line: string): void {
    this.#sets.push(line);
  }

  table(line: string): void {
    this.#tables.push(line);
  }

  other(line: string): void {
    this.#others.push(line);
  }

  /** Forgets what was asked so far. */
  clear(): void {
    this.#queries = [];
    this.#sets = [];
    this.#tables = [];
    this.#others = [];
  }
}
