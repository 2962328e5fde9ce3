import { specOf as blockOf } from '@devgen/runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PandaProcess, startPandaProcess } from '../../peers/panda-process.ts';
import { type PandaIoc, startFastcsPanda, startPandablocksIoc } from '../../peers/panda-ioc.ts';
import { pullEpics } from './pulled-epics.ts';
import { classesOf, kindsOf, specOf } from './shown.ts';

let box: PandaProcess;
beforeAll(async () => {
  box = await startPandaProcess();
});
afterAll(() => box.stop());

async function pullOf(starting: Promise<PandaIoc>): Promise<Awaited<ReturnType<typeof pullEpics>>> {
  const ioc = await starting;
  try {
    // By name: it is searched for again where the IOC says that it runs before it does.
    const options = { pvi: [`${ioc.prefix}PVI`] };
    return await pullEpics({ address: 'pva:', options }, { environment: ioc.env });
  } finally {
    await ioc.stop();
  }
}

it('a PandA over PandABlocks-ioc is one device with a vector of each block that there is several times', async () => {
  const pulled = await pullOf(startPandablocksIoc(box.host));
  expect(classesOf(pulled)).toEqual({ PANDA: 'PANDA' });
  const spec = specOf(pulled, 'PANDA');
  expect(spec.members[':SEQ']).toMatchObject({ kind: 'vector', keys: [1, 2] });
  expect(spec.members[':TTLIN']).toMatchObject({ kind: 'vector', keys: [1, 2, 3, 4, 5, 6] });
  const seq = spec.members[':SEQ'];
  expect(seq?.kind === 'vector' && kindsOf(blockOf(seq.of))).toMatchObject({
    ':TABLE': 'rw table',
    ':ENABLE': 'rw str',
  });
  expect(kindsOf(spec)).toMatchObject({ ':PCAP': 'block', ':BITS': 'block' });
});

it('a PandA over FastCS is the same shape with other types', async () => {
  const pulled = await pullOf(startFastcsPanda(box.host));
  expect(classesOf(pulled)).toEqual({ FPANDA: 'FPANDA' });
  const spec = specOf(pulled, 'FPANDA');
  const seq = Object.values(spec.members).find(
    (member) => member.kind === 'vector' && member.source.startsWith(':Seq'),
  );
  expect(seq).toMatchObject({ keys: [1, 2] });
  expect(seq?.kind === 'vector' && kindsOf(blockOf(seq.of))).toMatchObject({ ':Enable_RBV': 'rw enum :Enable' });
});
