/** How the address of a PandA is written. */
export const pandaAddressForms: readonly string[] = ['panda://HOST', 'panda://HOST:PORT'];

/** As it is written in a config, where a part may still be an environment variable. */
const VARIABLE = String.raw`[^\s/#]*\$\{[^}]*\}[^\s/#]*`;
const HOST = String.raw`(?:\[[0-9a-f:.]+\]|[^\s/#,:@[\]]+)(?::\d{1,5})?`;
const BOX = new RegExp(`^panda://(${HOST}|${VARIABLE})/?$`, 'i');

/** A name for a source at the address, `undefined` where it is of no form: the host's own where that is a name. */
export function pandaSourceName(address: string): string | undefined {
  const host = BOX.exec(address)?.[1];
  if (host === undefined) return undefined;
  const [name = ''] = host.toLowerCase().split(/[.:]/);
  return /^[a-z][a-z0-9-]*$/.test(name) ? name : 'panda';
}
