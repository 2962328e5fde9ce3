import {
  connectAll,
  defineDevice,
  Device,
  DeviceVector,
  signal,
  type Command,
  type Connector,
  type SignalR,
  type SignalRW,
  type SignalW,
} from '@devgen/runtime';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(equal: Equal<A, B>): void;

class Seq extends defineDevice({
  id: 'panda:SEQ',
  members: { prescale: { kind: 'rw', source: 'PRESCALE', type: 'f64' } },
}) {
  double(): Promise<void> {
    return this.prescale.set(2);
  }
}

const Box = defineDevice({
  id: 'panda:Box',
  members: {
    count: { kind: 'r', source: 'count', type: 'i64' },
    trace: { kind: 'r', source: 'trace', type: 'f64[]' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Running'] },
    secret: { kind: 'w', source: 'secret', type: 'str' },
    note: { kind: 'r', source: 'note', type: 'str', optional: true },
    reset: { kind: 'command', source: 'reset' },
    echo: { kind: 'command', source: 'echo', in: 'str', out: { type: 'enum', labels: ['A', 'B'] } },
    pcap: {
      kind: 'block',
      source: 'PCAP',
      of: { id: 'panda:PCAP', members: { arm: { kind: 'command', source: 'ARM' } } },
    },
    seq: { kind: 'vector', source: 'SEQ', keys: [1, 2], of: Seq },
    table: {
      kind: 'rw',
      source: 'TABLE',
      type: 'table',
      fields: [
        { name: 'repeats', type: 'u16[]' },
        { name: 'trigger', type: 'enum[]', labels: ['On', 'Off'] },
      ],
    },
  },
});
declare const box: InstanceType<typeof Box>;

same<typeof box.count, SignalR<bigint>>(true);
same<typeof box.trace, SignalR<Float64Array>>(true);
same<typeof box.mode, SignalRW<'Idle' | 'Running'>>(true);
same<typeof box.secret, SignalW<string>>(true);
same<typeof box.note, SignalR<string> | undefined>(true);
same<typeof box.reset, Command<void, void>>(true);
same<typeof box.echo, Command<string, 'A' | 'B'>>(true);
same<typeof box.pcap.arm, Command<void, void>>(true);
same<typeof box.seq, DeviceVector<Seq>>(true);
same<typeof box.table, SignalRW<{ readonly repeats: Uint16Array; readonly trigger: readonly ('On' | 'Off')[] }>>(true);

export async function use(via: readonly Connector[]): Promise<void> {
  class Stage extends Device {
    readonly box = new Box('b');
    readonly shutter = signal('s', { kind: 'rw', source: 'open', type: 'bool' });
  }
  const { stage, seq } = await connectAll({ stage: new Stage(), seq: new Seq('q') }, { via });
  await seq.double();
  await stage.shutter.set(true);
  await stage.box.seq.at(1).double();

  // @ts-expect-error no such member
  void stage.box.speed;
  // @ts-expect-error a wrong label
  await stage.box.mode.set('Busy');
  // @ts-expect-error read only
  await stage.box.count.set(1n);
  // @ts-expect-error write only
  await stage.box.secret.get();
  // @ts-expect-error 64 bits are a bigint
  same<Awaited<ReturnType<typeof stage.box.count.get>>, number>(true);
  // @ts-expect-error it may be absent
  await stage.box.note.get();
  // @ts-expect-error a wrong argument
  await stage.box.echo.execute(1);
  // @ts-expect-error it takes no argument
  await stage.box.reset.execute(1);
  // @ts-expect-error a boolean
  await stage.shutter.set('open');
  // @ts-expect-error members cannot be replaced
  stage.box.mode = new Box().mode;
  // @ts-expect-error devices in an array are not found
  await connectAll({ stages: [new Stage()] }, { via });
}

declare const narrow: SignalRW<'Idle'>;
declare const wide: SignalRW<'Idle' | 'Running'>;
export const readable: SignalR<'Idle' | 'Running'> = narrow;
export const writable: SignalW<'Idle'> = wide;
// @ts-expect-error what is written may be more than it takes
export const tooNarrow: SignalRW<'Idle' | 'Running'> = narrow;
// @ts-expect-error what is read may be more than it says
export const tooWide: SignalRW<'Idle'> = wide;
// @ts-expect-error a read-only signal takes no writes
export const unwritable: SignalRW<'Idle'> = readable;
