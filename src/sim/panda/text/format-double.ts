/** A number as C's `printf("%.10g")` prints it. */
export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', power = '0'] = value.toExponential(9).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 10) return withoutTrail(value.toFixed(9 - exponent));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${withoutTrail(digits)}e${exponent < 0 ? '-' : '+'}${size}`;
}

function withoutTrail(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
