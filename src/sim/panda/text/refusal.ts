/** A command that the PandA refuses; the message is what stands behind `ERR`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Throws a refusal unless it holds. */
export function require(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Refusal(message);
}
