import { protocolError } from '../../codec/protocol-error.ts';
import { utf8Text } from '../../codec/utf8-text.ts';

/** Values by property; `undefined` where the database has none. */
export type Properties = ReadonlyMap<string, readonly string[] | undefined>;

/** Takes apart what the database answers as one flat list of texts, whose counts come from outside. */
class Texts {
  readonly #texts: readonly string[];
  #next = 0;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  text(): string {
    const text = this.#texts[this.#next++];
    if (text === undefined) throw protocolError('a list of properties that ends too early');
    return text;
  }

  count(): number {
    const text = this.text();
    const count = Number(text);
    if (!/^\d+$/.test(text) || count > this.#texts.length) throw protocolError(`"${text}" as a count of properties`);
    return count;
  }

  texts(count: number): string[] {
    return Array.from({ length: count }, () => this.text());
  }
}

/**
 * `[object, n, (name, count, value...)...]`. A property without a value has the count 0, and of devices and free
 * objects (`padded`) one value nevertheless, which means nothing. PyTango writes values as UTF-8.
 */
export function readProperties(list: readonly string[], padded: boolean): Properties {
  const texts = new Texts(list);
  texts.text();
  const properties = new Map<string, readonly string[] | undefined>();
  for (let left = texts.count(); left > 0; left--) {
    const name = texts.text();
    const count = texts.count();
    if (count === 0 && padded) texts.text();
    properties.set(name, count === 0 ? undefined : texts.texts(count).map(utf8Text));
  }
  return properties;
}

/** `[device, n, (attribute, m, (property, count, value...)...)...]` */
export function readAttributeProperties(
  list: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const texts = new Texts(list);
  texts.text();
  const attributes = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (let left = texts.count(); left > 0; left--) {
    const attribute = texts.text();
    const properties = new Map<string, readonly string[]>();
    for (let more = texts.count(); more > 0; more--) properties.set(texts.text(), texts.texts(texts.count()));
    attributes.set(attribute, properties);
  }
  return attributes;
}
