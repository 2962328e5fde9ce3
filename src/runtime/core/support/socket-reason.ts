const REASONS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['ECONNREFUSED', 'nothing listens there (connection refused)'],
  ['ECONNRESET', 'reset by the server'],
  ['ENOTFOUND', 'no host of this name'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['ETIMEDOUT', 'the host does not answer'],
  ['EMFILE', 'this process has too many open files'],
  ['ENFILE', 'this computer has too many open files'],
]);

/** Why a socket failed, in words. */
export function reasonOf(failure: Error | undefined): string {
  if (failure === undefined) return 'closed';
  return REASONS.get(codeOf(failure)) ?? failure.message;
}

/** The other end has no part in it. */
export function isOutOfFiles(failure: Error): boolean {
  const code = codeOf(failure);
  return code === 'EMFILE' || code === 'ENFILE';
}

function codeOf(failure: Error): unknown {
  return 'code' in failure ? failure.code : undefined;
}
