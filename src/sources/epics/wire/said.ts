/** Takes what somebody says again and again, and calls `changed` when it is something else than the last time. */
export function whenOther(changed: () => void): (said: unknown) => void {
  let last: string | undefined;
  return (said) => {
    const text = textOf(said);
    if (last !== undefined && last !== text) changed();
    last = text;
  };
}

function textOf(said: unknown): string {
  return JSON.stringify(said ?? null, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
