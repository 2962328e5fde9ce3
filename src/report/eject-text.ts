import { linked, type Paint } from './style.ts';

export interface EjectData {
  /** Without its ending. */
  readonly template: string;
  /** Relative to the config's folder. */
  readonly file: string;
  /** Where the config had to be told of the folder. */
  readonly config?: string;
}

export function ejectText({ file, config }: EjectData, paint: Paint): string {
  const lines = [`${paint('green', '+')} ${linked(paint, file, file)}`];
  if (config !== undefined) lines.push(`${paint('yellow', '~')} ${linked(paint, config, config)}: templates`);
  lines.push(`${paint('cyan', '→')} edit it, then ${paint('bold', 'devgen generate')}`);
  return lines.join('\n');
}
