/**
 * Reads an answer as the strictest of the real clients do together (data-format, sections 12 and
 * 14): no blank, no line break, a mark behind the last pair, words of few characters, nothing else
 * than the data. It shares nothing with the server's own reader.
 */

/** The kinds of data, by the catalogue's words. */
export type Kind =
  | 'string'
  | 'array'
  | 'dictionary'
  | 'number'
  | 'timestamp'
  | 'address'
  | 'datablock'
  | 'null'
  | 'xml';

/** What no container needs a look into, each kind with its form; text is UTF-8 as it arrived. */
const simple: readonly (readonly [Kind, RegExp])[] = [
  ['string', /[A-Za-z0-9\p{L}][A-Za-z0-9._@\p{L}-]*/uy],
  ['string', /"(?:[^"\\\x00-\x1F\x7F]|\\["\\ert]|\\(?:0\d\d|1[01]\d|12[0-7]))*"/uy],
  ['timestamp', /#T(?:\d\d-\d\d-\d{4}(?:_\d\d:\d\d:\d\d)?|PAST|FUTURE)/uy],
  ['address', /#I\[[0-9a-fA-F.:]+\](?::\d+)?/uy],
  ['null', /#NULL#/uy],
  ['number', /#-?\d+/uy],
  ['datablock', /\[(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\]/uy],
  ['xml', /<(\w+)[^<>]*(?:\/>|>[^<>]*<\/\1>)/uy],
];

/** The kind of the data in a text. Throws when a client could not read it. */
export function kindOf(text: string): Kind {
  const reader = new ClientReader(text);
  const kind = reader.value();
  reader.end();
  return kind;
}

class ClientReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Kind {
    if (this.#takes('(')) return this.#array();
    if (this.#takes('{')) return this.#dictionary();
    for (const [kind, form] of simple) {
      form.lastIndex = this.#at;
      const [found] = form.exec(this.#text) ?? [];
      if (found === undefined) continue;
      this.#at += found.length;
      return kind;
    }
    return this.#fail();
  }

  end(): void {
    if (this.#at < this.#text.length) this.#fail();
  }

  #array(): Kind {
    if (this.#takes(')')) return 'array';
    do this.value();
    while (this.#takes(','));
    this.#expect(')');
    return 'array';
  }

  #dictionary(): Kind {
    while (!this.#takes('}')) {
      if (this.value() !== 'string') this.#fail();
      this.#expect('=');
      this.value();
      this.#expect(';');
    }
    return 'dictionary';
  }

  #takes(mark: string): boolean {
    const is = this.#text[this.#at] === mark;
    if (is) this.#at += 1;
    return is;
  }

  #expect(mark: string): void {
    if (!this.#takes(mark)) this.#fail();
  }

  #fail(): never {
    throw new Error(`no client reads this from position ${this.#at}: ${this.#text}`);
  }
}
