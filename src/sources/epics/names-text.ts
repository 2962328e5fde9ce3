const MOST_NAMED = 3;

/** `a, b, c and 7 more` */
export function namesText(pvs: readonly string[]): string {
  const more = pvs.length - MOST_NAMED;
  return `${pvs.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
