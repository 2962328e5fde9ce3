import { connectAll, defineDevice, DevgenError, mockOf } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { whyOf } from '../../../src/runtime/core/contract/errors.ts';
import { named } from '../../../src/runtime/core/signal/call.ts';

const of = { name: 'stage.x', source: 'tango://db/a/b/c/x' };

/** An error of a protocol, with detail of its own. */
class Refusal extends DevgenError {
  readonly level = 7;

  override retold(facts: ConstructorParameters<typeof DevgenError>[1]): Refusal {
    return new Refusal(this.why, facts);
  }
}

describe('an error that layers pass on', () => {
  it('has one name before its reason, the best that is known', () => {
    const inner = new DevgenError('stuck', { code: 'CALL.FAILED', about: 'tango://db/a/b/c/x, write x', hint: 'push' });
    expect([inner.message, inner.why, whyOf(inner)]).toEqual(['tango://db/a/b/c/x, write x: stuck', 'stuck', 'stuck']);
    const outer = named(inner, of, 'set');
    expect(outer).toMatchObject({
      message: 'stage.x (tango://db/a/b/c/x): set: stuck',
      code: 'CALL.FAILED',
      member: 'stage.x',
      hint: 'push',
      cause: inner,
    });
    expect(named(outer, { name: 'other', source: 's' }, 'get')).toBe(outer);
  });

  it('keeps its class and detail', () => {
    const refusal = named(new Refusal('no', { code: 'X.REFUSED', about: 'box' }), of, 'set');
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ message: 'stage.x (tango://db/a/b/c/x): set: no', member: 'stage.x', level: 7 });
  });

  it('passes as it is when its class cannot tell it anew', () => {
    class Odd extends DevgenError {}
    const odd = new Odd('odd', { code: 'X.ODD' });
    expect(named(odd, of, 'set')).toBe(odd);
  });

  it('says what a server said in lines that a terminal can be shown, and exactly in its facts', () => {
    const error = new DevgenError('one\u001b[2J\n\ttwo\u009b\u202e', {
      code: 'A.B',
      about: 'y\u0007',
      actual: '\u001b[2J',
    });
    expect(error.message).toBe('y\\u{7}: one\\u{1b}[2J\n\ttwo\\u{9b}\\u{202e}');
    expect([error.why, error.actual]).toEqual(['one\\u{1b}[2J\n\ttwo\\u{9b}\\u{202e}', '\u001b[2J']);
  });

  it('shows no helper in a log', () => {
    expect(Object.keys(new DevgenError('x', { code: 'A.B', about: 'y' }))).toEqual(['name', 'code']);
  });
});

describe('what to do next', () => {
  const Motor = defineDevice({
    id: 'fake:Motor',
    members: { x: { kind: 'rw', source: 'x', type: 'f64' }, home: { kind: 'command', source: 'home' } },
  });

  it.each(['LINK.LOST', 'LINK.CLOSED', 'CALL.ABORTED'])('is in %s of get, set and execute', async (code) => {
    const { m } = await connectAll({ m: new Motor('m/1') }, { mock: true });
    const hand = mockOf(m.x);
    const controller = new AbortController();
    if (code === 'LINK.LOST') hand.lose();
    if (code === 'LINK.CLOSED') await m.$dispose();
    if (code === 'CALL.ABORTED') controller.abort();
    const { signal } = controller;
    const calls = [m.x.get({ signal, fresh: true }), m.x.set(1, { signal }), m.home.execute(undefined, { signal })];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code, hint: expect.any(String) });
  });
});
