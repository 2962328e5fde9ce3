import { TableField, type WriteForm } from '../fields/table-field.ts';
import type { TableWriter } from '../fields/table-writer.ts';
import type { Panda } from '../state/panda.ts';
import { Refusal, require } from '../text/refusal.ts';
import type { Answer } from './answer.ts';
import type { CommandSet } from './command-set.ts';
import { target } from './target.ts';

/** Commands on blocks, fields and attributes. */
export class EntityCommands implements CommandSet {
  readonly #panda: Panda;

  constructor(panda: Panda) {
    this.#panda = panda;
  }

  query(name: string): Answer {
    const found = target(name, this.#panda);
    switch (found.kind) {
      case 'fields':
        return [...found.block.fields.values()].map(({ shape, sequence }) => `${shape.name} ${sequence} ${shape.kind}`);
      case 'attributes':
        return found.field.attributeNames;
      case 'field':
        return found.field.list(found.instance) ?? found.field.get(found.instance);
      case 'attribute': {
        const { get, list } = found.attribute.shape;
        if (get !== undefined) return get(found.instance);
        if (list !== undefined) return list(found.instance);
        throw new Refusal('Attribute not readable');
      }
    }
  }

  set(name: string, value: string): void {
    const found = target(name, this.#panda);
    if (found.kind === 'field') found.field.put(found.instance, value);
    else if (found.kind === 'attribute') found.field.putAttribute(found.attribute, found.instance, value);
    else throw new Refusal('Field not writeable');
  }

  writer(name: string, form: WriteForm): TableWriter {
    const found = target(name, this.#panda);
    require(found.kind === 'field' && found.field instanceof TableField, 'Field is not a table');
    return found.field.writer(found.instance, form);
  }
}
