import { DevgenError, type ErrorFacts } from '../contract/errors.ts';

/** Something that several members do together failed for some of them. */
export class MembersError extends DevgenError {
  /** By the name or path of each. */
  readonly errors: ReadonlyMap<string, DevgenError>;

  constructor(message: string, facts: ErrorFacts, errors: ReadonlyMap<string, DevgenError>) {
    super(message, facts);
    this.name = 'MembersError';
    this.errors = errors;
  }

  override retold(facts: ErrorFacts): MembersError {
    return new MembersError(this.why, facts, this.errors);
  }
}
