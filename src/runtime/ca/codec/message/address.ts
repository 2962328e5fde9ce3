/** An IPv4 address as the 32 bits that messages carry. */
export function addressNumber(host: string): number {
  return host.split('.').reduce((number, byte) => number * 256 + Number(byte), 0);
}

export function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');
}
