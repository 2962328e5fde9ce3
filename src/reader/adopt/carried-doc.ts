type Said = { readonly text: string } | { readonly why: string };

/** The description in a member's comment: without its wire name, and without what devgen says by itself. */
export function carriedDoc(lines: readonly string[], source: string, facts: string): Said {
  const text = unescaped(lines.join('\n'));
  const start = `\`${source}\``;
  const said = text.startsWith(start) ? text.slice(start.length).replace(/^:\s*/, '') : text;
  return judged(facts !== '' && said.endsWith(facts) ? said.slice(0, said.length - facts.length) : said);
}

/** The description in the comment of a class. */
export function carriedClassDoc(lines: readonly string[], facts: readonly string[]): Said {
  const rest = lines.slice(lines.length - facts.length);
  const own =
    facts.length > 0 && rest.join('\n') === facts.join('\n') ? lines.slice(0, lines.length - facts.length) : lines;
  return judged(unescaped(own.join('\n')));
}

/** As the helper `doc` found it. */
function unescaped(text: string): string {
  return text.replaceAll('*\\/', '*/').replaceAll('\\@', '\0');
}

function judged(text: string): Said {
  if (/(?:^|[\s{])@\w/.test(text))
    return { why: 'A tag such as @deprecated is for a file of yours: here it would be text.' };
  const said = text.replaceAll('\0', '@').trim();
  return said === '' ? { why: 'A comment that says nothing cannot be asked for.' } : { text: said };
}
