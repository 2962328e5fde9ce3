import type { MonitorEvent, MonitorUpdate } from '@devgen/runtime/ca';

/** What a monitor tells, and a way to wait for it. */
export class Recorder {
  readonly events: MonitorEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly on = (event: MonitorEvent): void => {
    this.events.push(event);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  };

  get updates(): readonly MonitorUpdate[] {
    return this.events.filter((event) => event.kind === 'update');
  }

  get values(): readonly unknown[] {
    return this.updates.map(({ value }) => value);
  }

  get kinds(): readonly string[] {
    return this.events.map(({ kind }) => kind);
  }

  /** Resolves when the condition holds; it is looked at at each event. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }
}
