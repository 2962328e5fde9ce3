import { it } from 'vitest';
import { deadline } from '@devgen/runtime';
import { startCorePva } from './peers/core-pva.ts';
import { startFastcsPanda, startPandablocksIoc } from './peers/panda-ioc.ts';
import { startPandaProcess } from './peers/panda-process.ts';
import { pullEpics } from './sources/epics/pulled-epics.ts';
import { PvaWire } from '../src/sources/epics/wire/pva-wire.ts';
it('p4p', { timeout: 60000 }, async () => {
  const j = await startCorePva();
  const q = await pullEpics({ address: `pva://${j.endpoint}` }).catch((e) => e);
  console.log(q);
  await j.stop();
});
it('panda', { timeout: 100000 }, async () => {
  const box = await startPandaProcess();
  for (const start of [startPandablocksIoc, startFastcsPanda]) {
    const ioc = await start(box.host);
    const t = performance.now();
    const r = await pullEpics({ address: 'pva:' }, { environment: ioc.env });
    console.log(performance.now() - t, r.warnings.map(String), r.listed);
    const w = new PvaWire(undefined, { environment: ioc.env });
    for (const f of ['list', 'locate', 'describe', 'walk'] as const) { const io = deadline(20000); const orig = (w as any)[f].bind(w); void orig; void io; }
    const io = deadline(20000);
    let s = performance.now(); const lap = (n: string) => { console.log(n, performance.now() - s); s = performance.now(); };
    const names = (await w.list(io)).flatMap((x) => x.names); lap('list ' + names.length);
    await w.walk([ioc.prefix + 'PVI'], io); lap('walk');
    await w.locate(names, io); lap('locate');
    await w.describe(names, io); lap('describe');
    await w.close();
    await ioc.stop();
  }
  await box.stop();
});
