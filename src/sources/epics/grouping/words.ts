/** What a class of devices is called whose PVs tell nothing of it. */
const NAMELESS = 'Pv';

/** A member's name: the end of its PV without what parts it from the device. */
export function memberWord(relative: string): string {
  return relative.replace(/^[:.\-_]+/, '') || 'value';
}

/** `M` of `BL01-MO-M-01` and of `BL01:M2`: the last word of a device's name that is more than a number. */
export function classWord(device: string): string {
  const words = device.split(/[^\p{L}\p{Nd}_]+/u).map(partWord);
  return words.findLast((word) => /\p{L}/u.test(word)) ?? NAMELESS;
}

/** `ttlin` of `ttlin1`: what a part is called without its number. */
export function partWord(name: string): string {
  return name.replace(/[\p{Nd}_]+$/u, '') || name;
}

/**
 * Where the last word begins, with the separator before it; -1 where there is only one. What is in braces is one word,
 * as in `XF:28{Slt:1}Mtr`, and a closing one parts without a separator.
 */
export function lastSeparator(pv: string, separators: string): number {
  let depth = 0;
  for (let at = pv.length - 1; at > 0; at--) {
    const character = pv[at] ?? '';
    if (character === '}') {
      if (depth === 0 && at < pv.length - 1) return at + 1;
      depth += 1;
    } else if (character === '{') depth -= 1;
    else if (depth === 0 && separators.includes(character)) return at;
  }
  return -1;
}
