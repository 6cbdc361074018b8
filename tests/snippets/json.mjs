// JSON by value, as text: no number becomes a float here, so 9007199254740993 stays itself and 1e400 is no infinity.
const BLANK = /[ \t\n\r]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?/y;
const WORD = /true|false|null/y;

/**
 * A form that two JSON texts share if they mean the same; null for what is not JSON. 1.0 is 1 and -0 is 0; the order of
 * members does not count, but that of members with one name does, and none of them is lost.
 */
export function canonical(text) {
  const reader = new Reader(text);
  try {
    const value = reader.value();
    return reader.at === text.length ? value : null;
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

class NotJson extends Error {}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  skip(mark) {
    this.take(BLANK);
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  need(found) {
    if (!found) throw new NotJson();
    return found;
  }

  value() {
    this.take(BLANK);
    let value;
    if (this.skip('{')) value = this.object();
    else if (this.skip('[')) value = `[${this.items(']', () => this.value()).join()}]`;
    else value = this.string() ?? this.take(WORD)?.[0] ?? this.number();
    this.take(BLANK);
    return value;
  }

  items(end, read) {
    const items = [];
    if (this.skip(end)) return items;
    do items.push(read()); while (this.skip(','));
    this.need(this.skip(end));
    return items;
  }

  object() {
    const members = this.items('}', () => {
      this.take(BLANK);
      const name = this.need(this.string());
      this.need(this.skip(':'));
      return [name, this.value()];
    });
    // Array.sort is stable: members with one name keep their order.
    members.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
    return `{${members.map(([name, value]) => `${name}:${value}`).join()}}`;
  }

  string() {
    const found = this.take(STRING);
    return found && JSON.stringify(JSON.parse(found[0]));
  }

  number() {
    const [, sign, whole, fraction = '', exponent = '0'] = this.need(this.take(NUMBER));
    const digits = (whole + fraction).replace(/^0+/, '');
    if (!digits) return '0';
    const kept = digits.replace(/0+$/, '');
    return `${sign}${kept}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length)}`;
  }
}
