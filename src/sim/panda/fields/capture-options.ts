import { Refusal } from '../text/refusal.ts';

/** What can be captured of a position, in the order in which it is told. */
export const CAPTURE_OPTIONS = ['Value', 'Diff', 'Sum', 'Min', 'Max', 'Mean', 'StdDev'] as const;
export type CaptureOption = (typeof CAPTURE_OPTIONS)[number];

export function captureOptions(hasStdDev: boolean): readonly CaptureOption[] {
  return CAPTURE_OPTIONS.filter((option) => hasStdDev || option !== 'StdDev');
}

/** The combinations that `*ENUMS` offers; any other may be set too. */
export function captureLabels(hasStdDev: boolean): readonly string[] {
  const labels = ['No', 'Value', 'Diff', 'Sum', 'Mean', 'Min', 'Max', 'Min Max', 'Min Max Mean'];
  return hasStdDev ? [...labels, 'StdDev', 'Mean StdDev'] : labels;
}

export function parseCapture(text: string, hasStdDev: boolean): ReadonlySet<CaptureOption> {
  if (text === 'No') return new Set();
  const options = captureOptions(hasStdDev);
  return new Set(
    text
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => {
        const option = options.find((name) => name === word);
        if (option === undefined) throw new Refusal(`Unknown capture option "${word}"`);
        return option;
      }),
  );
}

export function formatCapture(options: ReadonlySet<CaptureOption>): string {
  return CAPTURE_OPTIONS.filter((option) => options.has(option)).join(' ') || 'No';
}
