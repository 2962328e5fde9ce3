import {
  type Reading,
  setAndWaitForOtherValue,
  type SignalR,
  type SignalRW,
  type SignalW,
  waitForValue,
} from '@devgen/runtime';
import { observeSignals } from '@devgen/runtime/observe';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(equal: Equal<A, B>): void;

declare const x: SignalRW<number>;
declare const mode: SignalR<'Idle' | 'Run'>;
declare const demand: SignalW<string>;

export async function use(): Promise<void> {
  for await (const row of observeSignals([x, mode])) {
    same<
      typeof row,
      | readonly [signal: SignalRW<number>, reading: Reading<number>]
      | readonly [signal: SignalR<'Idle' | 'Run'>, reading: Reading<'Idle' | 'Run'>]
    >(true);
  }
  // @ts-expect-error what is only written has no readings
  observeSignals([demand]);

  const { value } = await setAndWaitForOtherValue(demand, 'go', mode, 'Run');
  same<typeof value, 'Idle' | 'Run'>(true);
  await setAndWaitForOtherValue(x, 1, mode, (now) => now === 'Idle');
  // @ts-expect-error a label that it has not
  await setAndWaitForOtherValue(x, 1, mode, 'Walk');
  // @ts-expect-error a label that it has not
  await waitForValue(mode, 'Walk');
  // @ts-expect-error a value of another type
  await setAndWaitForOtherValue(demand, 1, mode, 'Run');
}
