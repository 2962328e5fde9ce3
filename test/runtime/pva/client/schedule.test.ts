import { describe, expect, it } from 'vitest';
import { packNames, PACKET, searchDatagram } from '../../../../src/runtime/pva/client/search/search-packet.ts';
import { type Scheduled, SearchSchedule } from '../../../../src/runtime/pva/client/search/search-schedule.ts';

interface Target extends Scheduled {
  readonly name: string;
}

const target = (name: string): Target => ({ name, bucket: undefined, tries: 0 });

/** The ticks at which a target comes up. */
function ticksOf(schedule: SearchSchedule<Target>, ticks: number, wanted: Target): number[] {
  const at: number[] = [];
  for (let tick = 1; tick <= ticks; tick++) if (schedule.tick().includes(wanted)) at.push(tick);
  return at;
}

describe('the schedule of searches', () => {
  it('asks again after one second, two, three and so on, up to thirty', () => {
    const schedule = new SearchSchedule<Target>();
    const one = target('a');
    schedule.asked(one);
    const at = ticksOf(schedule, 600, one);
    const pauses = at.map((tick, index) => tick - (at[index - 1] ?? 0));
    expect(pauses.slice(0, 31)).toEqual([...Array.from({ length: 30 }, (_, index) => index + 1), 30]);
  });

  it('asks at the next tick for what was lost, and last for what was refused', () => {
    const schedule = new SearchSchedule<Target>();
    const [lost, refused] = [target('lost'), target('refused')];
    schedule.add(lost);
    schedule.putOff(refused);
    expect(ticksOf(schedule, 3, lost)).toEqual([1, 2]);
    expect(ticksOf(schedule, 60, refused)).toEqual([27, 57]);
  });

  it('does not ask for what is not wanted any more', () => {
    const schedule = new SearchSchedule<Target>();
    const one = target('a');
    schedule.add(one);
    schedule.remove(one);
    schedule.remove(one);
    expect([schedule.size, ticksOf(schedule, 31, one)]).toEqual([0, []]);
  });

  it('spreads what would all come up at once', () => {
    const schedule = new SearchSchedule<Target>();
    const targets = Array.from({ length: 10_000 }, (_, index) => target(`${index}`));
    for (const one of targets) schedule.asked(one);
    const sizes = Array.from({ length: 100 }, () => schedule.tick().length);
    expect(sizes[0]).toBeLessThan(5_200);
    // Later on no second has much more than its share.
    const late = Array.from({ length: 600 }, () => schedule.tick().length).slice(-60);
    expect(Math.max(...late)).toBeLessThan(2_000);
    expect(schedule.size).toBe(10_000);
  });

  it('comes up sooner in a hurry, and then as before', () => {
    const schedule = new SearchSchedule<Target>();
    const one = target('a');
    schedule.asked(one);
    for (let tick = 0; tick < 100; tick++) schedule.tick();
    const { tries } = one;
    const hurried = Array.from({ length: 30 }, () => schedule.tick(true).includes(one));
    expect(hurried.filter(Boolean)).toHaveLength(1);
    expect(one.tries).toBe(tries);
  });
});

describe('packets of names', () => {
  const names = Array.from({ length: 1000 }, (_, cid) => ({ cid, name: `BL03I-MO-GONP-01:AXIS${cid}` }));

  it('are filled, and no larger than a network takes', () => {
    const packets = packNames(names);
    expect(packets.flat()).toEqual(names);
    const sizes = packets.map((packet) => datagram(packet).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PACKET);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(PACKET - 100);
  });

  it('have a name alone that is longer than one', () => {
    const long = { cid: 7, name: 'x'.repeat(3000) };
    const packets = packNames([names[0]!, long, names[1]!]);
    expect(packets).toEqual([[names[0]], [long], [names[1]]]);
  });
});

function datagram(packet: Parameters<typeof searchDatagram>[0]['names']): Uint8Array {
  return searchDatagram({
    sequence: 1,
    mustReply: false,
    unicast: true,
    replyPort: 5,
    protocols: ['tcp'],
    names: packet,
  });
}
