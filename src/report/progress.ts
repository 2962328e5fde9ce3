/** How far a long job is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** One line that is rewritten in place. */
export interface ProgressLine {
  update(label: string, progress: Progress): void;
  /** Removes the line: what stays on the screen is the result. */
  clear(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const silent: ProgressLine = { update: () => undefined, clear: () => undefined };

/** A line for a person at a terminal; nothing at all for a pipe, a log or CI. */
export function progressLine(
  terminal: Terminal | undefined,
  env: NodeJS.ProcessEnv = process.env,
  now: () => number = () => performance.now(),
): ProgressLine {
  const ci = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  if (!terminal?.isTTY || ci || env['TERM'] === 'dumb') return silent;
  const started = now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(label, progress) {
      const time = now();
      if (time - drawn < 80 && progress.done < progress.total) return;
      drawn = time;
      const text = progressText(label, progress, (time - started) / 1000);
      // A pseudo-terminal without a size says 0 columns.
      terminal.write(`\r\u001b[2K${text.slice(0, Math.max(10, (terminal.columns || 80) - 1))}`);
    },
    clear() {
      if (drawn > Number.NEGATIVE_INFINITY) terminal.write('\r\u001b[2K');
    },
  };
}

/** `tango  120 of 400 devices, 3 failed, 85/s` */
export function progressText(label: string, progress: Progress, seconds: number): string {
  const rate = seconds > 0 ? Math.round(progress.done / seconds) : 0;
  const failed = progress.failed > 0 ? `, ${progress.failed} failed` : '';
  return `${label}  ${progress.done} of ${progress.total} devices${failed}, ${rate}/s`;
}
