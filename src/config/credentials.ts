const userInfo = /(\/\/)([^/?#@]+)@/g;
const secret = /\b(password|passwd|pwd|secret|token|api[-_]?key)=([^&#\s]+)/gi;

/** The part of an address that is a credential written out, which a committed file must not hold. */
export function literalCredential(address: string): boolean {
  const parts = [...address.matchAll(userInfo), ...address.matchAll(secret)];
  return parts.some((match) => /[^\s:]/.test((match[2] ?? '').replaceAll(/\$\{[^}]*\}/g, '')));
}

/** The address as it may be shown: credentials, also those that came from the environment, become `***`. */
export function masked(address: string): string {
  return address.replaceAll(userInfo, '$1***@').replaceAll(secret, '$1=***');
}
