import { checkLabels, checkValue } from '../value/check-value.ts';
import { type Callee, call, named, whereIs } from './call.ts';
import type { Deadline } from '../support/deadline.ts';
import { DevgenError } from '../contract/errors.ts';
import type { CallOptions } from '../contract/members.ts';
import type { Backend, Io, Link } from '../contract/seam.ts';
import type { Binding, Slot } from '../contract/slot.ts';
import type { CommandSpec, MemberSpec, SignalSpec, ValueSpec } from '../contract/spec.ts';
import type { PendingWait } from './waits.ts';

/** Shared: a beamline has tens of thousands of members. For the same reason what few of them need is made late. */
const unbound: Binding = { state: 'unbound' };

/** What signals and commands have in common behind their faces. */
export class MemberSlot<S extends SignalSpec | CommandSpec> implements Slot, Callee {
  readonly spec: S;
  name: string;
  address: string;
  binding: Binding = unbound;
  declare selfBound?: true;
  #calls: Set<Deadline> | undefined;

  constructor(spec: S, name: string, address: string) {
    this.spec = spec;
    this.name = name;
    this.address = address;
  }

  get calls(): Set<Deadline> {
    return (this.#calls ??= new Set());
  }

  get source(): string {
    return this.binding.state === 'bound' ? this.binding.backend.source : this.address;
  }

  /** The live side; throws NOT_CONNECTED, or what made connect fail for this member. */
  bound(): { readonly backend: Backend; readonly link: Link } {
    const { binding } = this;
    if (binding.state === 'bound') return binding;
    if (binding.state === 'failed') throw this.named(binding.error);
    throw new DevgenError(`${whereIs(this)} is not connected`, {
      code: 'NOT_CONNECTED',
      member: this.name,
      source: this.source,
      hint: 'await connectAll({ … }, { via: [ … ] }) first',
    });
  }

  call<R>(
    what: PendingWait['what'],
    options: CallOptions | undefined,
    run: (backend: Backend, io: Io) => Promise<R>,
  ): Promise<R> {
    const { backend } = this.bound();
    const source = what.startsWith('set') ? backend.writeSource : undefined;
    const callee = source === undefined ? this : { name: this.name, source, calls: this.calls };
    return call(callee, what, options, (io) => run(backend, io));
  }

  /** What the link is asked for, which shows `live`. Only `conversions` of a class make this and the next two do more. */
  asked(_live: MemberSpec): SignalSpec | CommandSpec {
    return this.spec;
  }

  /** A value as the link is to have it. Throws VALUE.TYPE or VALUE.LABEL_UNKNOWN. */
  sent(spec: ValueSpec | undefined, value: unknown): unknown {
    checkValue(spec, value, this);
    return value;
  }

  /** A value of the link as the class types it. Throws as {@link sent}. */
  came(spec: ValueSpec, value: unknown): unknown {
    checkLabels(spec, value, this);
    return value;
  }

  rebound(): void {}

  dispose(error: DevgenError): void {
    for (const io of this.#calls ?? []) io.abort(error);
  }

  /** The error with this member's name in it. */
  named(error: unknown, what?: string): DevgenError {
    return named(error, this, what);
  }

  wrongKind(what: string): DevgenError {
    return new DevgenError(`${whereIs(this)} cannot ${what}: its kind is ${this.spec.kind}`, {
      code: 'MEMBER.KIND',
      member: this.name,
      source: this.source,
      actual: this.spec.kind,
    });
  }
}
