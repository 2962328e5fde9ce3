/** The base if it is free, else the base with the first free number from 2 on; `finish` makes the name of either. */
export function freeName(
  base: string,
  taken: (name: string) => boolean,
  finish: (name: string) => string = (name) => name,
): string {
  if (!taken(finish(base))) return finish(base);
  // A number straight after a digit would read as another number.
  const stem = /\d$/.test(base) ? `${base}_` : base;
  let number = 2;
  while (taken(finish(`${stem}${number}`))) number += 1;
  return finish(`${stem}${number}`);
}
