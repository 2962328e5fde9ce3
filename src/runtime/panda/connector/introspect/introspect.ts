import type { Io } from '../../../core/contract/seam.ts';
import { type Change, type ChangeGroup, parseChange } from '../../codec/control/change.ts';
import { type Identity, parseIdentity } from '../../codec/control/identity.ts';
import { type BlockListing, type FieldListing, parseBlock, parseField } from '../../codec/control/listing.ts';
import { askColumns, askField, type FieldDraft } from './ask-field.ts';
import { type Asked, Questions } from './questions.ts';
import type { BlockShown, BoxShown } from './shown.ts';

/** Ticks a second of every PandA so far, for servers that do not tell. */
const CLOCK = 125_000_000;
/** Labels of the buses that are no field's. */
const CONSTANTS: readonly string[] = ['ZERO', 'ONE'];

interface BlockDraft extends BlockListing {
  description: string;
  fields: FieldDraft[];
}

/**
 * What a box shows of itself, in four rounds of queries whatever its size. `group` is what it tells of values: all of
 * them for somebody who connects, metadata alone for a pull.
 */
export async function introspect(client: Asked, io: Io, group?: ChangeGroup): Promise<BoxShown> {
  let identity: Identity = parseIdentity('');
  let blocks: BlockDraft[] = [];
  let clock = CLOCK;
  let changes: readonly Change[] = [];
  let metadata: readonly string[] = [];
  let application: string | undefined;
  const box = new Questions();
  box.require('*IDN', ([text = '']) => (identity = parseIdentity(text)));
  box.require('*BLOCKS', (lines) => (blocks = lines.map(parseBlock).toSorted(byName).map(blockDraft)));
  box.ask('*CLOCK_FREQ', ([text]) => (clock = Number(text) > 0 ? Number(text) : CLOCK));
  box.ask(group === undefined ? '*CHANGES' : `*CHANGES.${group}`, (lines) => (changes = lines.map(parseChange)));
  box.ask('*METADATA.*', (keys) => (metadata = keys.toSorted()));
  box.ask('*METADATA.APPNAME', ([name = '']) => (application = name === '' ? undefined : name));
  await box.send(client, io);

  const listing = new Questions();
  for (const block of blocks) {
    listing.ask(`*DESC.${block.name}`, ([text = '']) => (block.description = text.trim()));
    listing.require(`${block.name}.*`, (lines) => {
      block.fields = lines.map(parseField).toSorted(byPlace).map(fieldDraft);
    });
  }
  await listing.send(client, io);

  const fields = new Questions();
  for (const block of blocks) for (const field of block.fields) askField(block.name, field, fields);
  const muxes = askMuxes(blocks, fields);
  await fields.send(client, io);

  const columns = new Questions();
  for (const block of blocks) for (const field of block.fields) askColumns(block.name, field, columns);
  await columns.send(client, io);
  return { identity, application, clock, blocks: blocks satisfies readonly BlockShown[], ...muxes, metadata, changes };
}

/** Every multiplexer of a kind has the labels of its bus, so that the first one is asked for all. */
function askMuxes(
  blocks: readonly BlockDraft[],
  questions: Questions,
): { bitMux: readonly string[]; posMux: readonly string[] } {
  const muxes: { bitMux: readonly string[]; posMux: readonly string[] } = { bitMux: [], posMux: [] };
  for (const [type, bus] of [
    ['bit_mux', 'bitMux'],
    ['pos_mux', 'posMux'],
  ] as const) {
    const block = blocks.find(({ fields }) => fields.some((field) => field.type === type));
    const field = block?.fields.find((each) => each.type === type);
    if (block !== undefined && field !== undefined)
      questions.require(`*ENUMS.${block.name}.${field.name}`, (labels) => (muxes[bus] = constantsFirst(labels)));
  }
  return muxes;
}

/** So that a class that declares the constants alone fits every box. */
function constantsFirst(labels: readonly string[]): readonly string[] {
  return [
    ...CONSTANTS.filter((label) => labels.includes(label)),
    ...labels.filter((label) => !CONSTANTS.includes(label)),
  ];
}

function blockDraft({ name, count }: BlockListing): BlockDraft {
  return { name, count, description: '', fields: [] };
}

function fieldDraft({ name, sequence, type, subtype }: FieldListing): FieldDraft {
  return {
    name,
    sequence,
    type,
    subtype,
    description: '',
    attributes: new Map(),
    labels: [],
    units: [],
    captures: [],
    constants: new Map(),
    table: undefined,
  };
}

function byName(a: BlockListing, b: BlockListing): number {
  return a.name < b.name ? -1 : 1;
}

function byPlace(a: FieldListing, b: FieldListing): number {
  return a.sequence - b.sequence || (a.name < b.name ? -1 : 1);
}
