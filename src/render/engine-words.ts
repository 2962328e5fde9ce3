/** What the template engine says, and how a person who wrote a template is told. */
const WORDS: readonly (readonly [said: RegExp, told: (...parts: readonly string[]) => string])[] = [
  [/^Parse error on line (\d+):[^]* got 'EOF'$/, (line) => `line ${line}: it ends before a {{#…}} is closed`],
  [/^Parse error on line (\d+):\n(.*)\n(-*)\^/, unreadable],
  [/^(\S+) doesn't match (\S+) - (\d+):/, (open, close, line) => `line ${line}: {{/${close}}} closes {{#${open}}}`],
  [/used the unknown helper (\S+) - (\d+):/, (name, line) => `line ${line}: there is no helper ${name}`],
  [/^"(.+)" not defined in [^]* - (\d+):\d+$/, (name, line) => `line ${line}: the view has no ${name} there`],
  [/^Maximum call stack size exceeded$/, () => 'it uses itself without end'],
  [/^The partial (\S+) could not be found/, (name) => `it uses a template ${name}.hbs, which is not there`],
  [/^Cannot read properties of \w+ \(reading '(.+)'\)$/, (name) => `it asks for the ${name} of what is not there`],
];

/** The engine's message without its internals; one that is not known, as it is. */
export function inOwnWords(message: string): string {
  for (const [said, told] of WORDS) {
    const match = said.exec(message);
    if (match !== null) return told(...match.slice(1));
  }
  return message;
}

function unreadable(line = '', text = '', dashes = ''): string {
  const before = text.slice(0, dashes.length);
  return `line ${line} cannot be read ${before === '' ? `at ${text}` : `behind ${before}`}`;
}
