/** Whether words of a command line ask for JSON, those behind `--` left out. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const isFormat = (word: string, at: number): boolean => word === 'json' && words[at - 1] === '--format';
  return words.includes('--json') || words.includes('--format=json') || words.some(isFormat);
}
