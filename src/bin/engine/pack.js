// Reads a value that a caller handed over, once, into plain bytes: the engine then decodes them
// without touching JavaScript again.
//
// The value may be anything: a proxy, an object whose getters throw, a cycle, a Map. Whatever
// happens, `pack` either answers or throws an `Error` that names the field. What is no plain data
// (a function, NaN, a Map, a hole in an array) is packed as a word for what it is, so that the
// engine, which knows what the field should hold, can say both.
//
// The bytes: a tag, and what follows it. Numbers of four bytes are little-endian.
//
// | tag       | followed by                                                              |
// |-----------|--------------------------------------------------------------------------|
// | NULL, FALSE, TRUE | nothing                                                          |
// | NUMBER    | eight bytes, an IEEE 754 double                                          |
// | TEXT      | its length in bytes, UTF-8                                               |
// | LONG_TEXT | its place among the texts that go beside the bytes, in UTF-8             |
// | LIST      | how many values, and these                                               |
// | TEXTS     | a list of texts: the place of all of them, joined by NUL, among the texts |
// | OBJECT    | how many fields; for each its name like a TEXT without a tag, its value  |
// | ODD       | a word for what it is, like a TEXT without a tag                         |

const [NULL, FALSE, TRUE, NUMBER, TEXT, LONG_TEXT, LIST, TEXTS, OBJECT, ODD] = Array(10).keys();

/** As deep as `JSON.parse` of most languages goes. */
const DEEPEST = 128;
/** All values together. A list of ten million paths is more than any repository has. */
const MOST_VALUES = 10_000_000;
/** Of these, objects and arrays. */
const MOST_COMPOSITES = 1_000_000;
/** UTF-16 units of all texts together: half of what a string may have. */
const MOST_UNITS = 2 ** 28;
/** Texts from this length on go beside the bytes, so that they are copied once. */
const LONG = 512;
/** Lists of texts from this length on go as one text. */
const MANY = 16;

const encoder = new TextEncoder();

/**
 * @param {unknown} value
 * @param {string} name what the value is called where it has no field, such as "request"
 * @returns {{ bytes: Uint8Array, texts: Uint8Array[] }}
 */
export function pack(value, name) {
  const packer = new Packer(name);
  try {
    packer.value(value);
  } catch (error) {
    // Anything else was thrown by the caller's own code: a getter or a proxy.
    throw error === packer.refusal ? error : packer.refused(`could not be read (${reason(error)})`);
  }
  return { bytes: packer.bytes.subarray(0, packer.length), texts: packer.texts };
}

/** What a value is, for a sentence: "a number", "NaN", "a Map". */
function kind(value) {
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "number":
      return Number.isFinite(value) ? "a number" : String(value);
    case "bigint":
      return "a BigInt";
    case "object":
      return value === null ? "null" : kind_of_object(value);
    default:
      return `a ${typeof value}`;
  }
}

function kind_of_object(value) {
  try {
    if (Array.isArray(value)) return "an array";
    if (is_plain(value)) return "an object";
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    const name = tag === "Object" ? Object.getPrototypeOf(value)?.constructor?.name : tag;
    if (typeof name !== "string" || !/^\w{1,40}$/.test(name)) return "an object of a class";
    return `${/^[AEIOU]/i.test(name) ? "an" : "a"} ${name}`;
  } catch {
    return "an object that can't be read";
  }
}

/** Whether it is an object of no class, of whatever realm. */
function is_plain(value) {
  const prototype = Object.getPrototypeOf(value);
  const is_bare = prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
  return is_bare && Object.prototype.toString.call(value) === "[object Object]";
}

function reason(error) {
  try {
    const text = String(error instanceof Error ? error.message : error);
    return text.length > 200 ? `${text.slice(0, 200)}…` : text;
  } catch {
    return "it throws";
  }
}

class Packer {
  /** The error that `refuse` threw. */
  refusal = undefined;
  bytes = new Uint8Array(1024);
  view = new DataView(this.bytes.buffer);
  length = 0;
  texts = [];
  /** Names and places of the value that is read. */
  path = [];
  /** The objects and arrays around it. */
  around = [];
  composites = 0;
  values = 0;
  units = 0;

  constructor(name) {
    this.name = name;
  }

  value(value) {
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "boolean":
        return this.tag(value ? TRUE : FALSE);
      case "number":
        return Number.isFinite(value) ? this.number(value) : this.odd(value);
      case "object":
        return value === null ? this.tag(NULL) : this.composite(value);
      default:
        return this.odd(value);
    }
  }

  composite(value) {
    if (this.around.includes(value)) this.refuse("must hold plain values, and this one holds itself");
    if (this.around.length >= DEEPEST) this.refuse(`must be nested at most ${DEEPEST} deep`);
    this.composites += 1;
    if (this.composites > MOST_COMPOSITES) this.refuse(`holds too much: at most ${MOST_COMPOSITES} objects and arrays can be taken`);
    this.around.push(value);
    if (Array.isArray(value)) this.list(value);
    else if (is_plain(value)) this.object(value);
    else this.odd(value);
    this.around.pop();
  }

  list(list) {
    const { length } = list;
    if (!Number.isSafeInteger(length) || length < 0) this.refuse("must have a length");
    this.count(length);
    // Each item is asked for once: a second look may find something else.
    const items = [];
    let texts = length >= MANY;
    this.path.push(0);
    for (let at = 0; at < length; at += 1) {
      this.path[this.path.length - 1] = at;
      const item = list[at];
      items.push(item);
      texts &&= typeof item === "string" && !item.includes("\0");
    }
    if (texts) {
      this.beside(TEXTS, items.join("\0"));
    } else {
      this.tag(LIST);
      this.u32(length);
      for (let at = 0; at < length; at += 1) {
        this.path[this.path.length - 1] = at;
        this.value(items[at]);
      }
    }
    this.path.pop();
  }

  object(object) {
    const names = Object.keys(object);
    if (Reflect.ownKeys(object).length !== names.length) this.refuse("must have no symbols and nothing hidden in it");
    this.count(names.length);
    const values = [];
    const depth = this.path.push("") - 1;
    let missing = 0;
    for (const name of names) {
      this.path[depth] = name;
      const value = object[name];
      values.push(value);
      if (value === undefined) missing += 1;
    }
    this.tag(OBJECT);
    this.u32(names.length - missing);
    for (let at = 0; at < names.length; at += 1) {
      // A field that is not there and one that is undefined are the same to callers.
      if (values[at] === undefined) continue;
      this.path[depth] = names[at];
      this.string(names[at]);
      this.value(values[at]);
    }
    this.path.pop();
  }

  text(text) {
    if (text.length >= LONG) return this.beside(LONG_TEXT, text);
    this.tag(TEXT);
    this.string(text);
  }

  /**
   * Encoded by the browser, which is many times as fast as wasm-bindgen's loop over the letters is
   * before that is compiled. Lone halves of characters become U+FFFD.
   */
  beside(tag, text) {
    this.weigh(text);
    this.tag(tag);
    this.u32(this.texts.length);
    this.texts.push(encoder.encode(text));
  }

  odd(value) {
    this.tag(ODD);
    this.string(kind(value));
  }

  // --- Bytes -----------------------------------------------------------------

  tag(tag) {
    this.reserve(1);
    this.bytes[this.length++] = tag;
  }

  number(number) {
    this.reserve(9);
    this.bytes[this.length] = NUMBER;
    this.view.setFloat64(this.length + 1, number, true);
    this.length += 9;
  }

  u32(number) {
    this.reserve(4);
    this.view.setUint32(this.length, number, true);
    this.length += 4;
  }

  string(text) {
    this.weigh(text);
    this.reserve(4 + 3 * text.length);
    const start = this.length + 4;
    let at = start;
    // Most are names of a few letters, for which a call of the encoder is long.
    if (text.length < 64) {
      for (const { length } = text; at - start < length; at += 1) {
        const unit = text.charCodeAt(at - start);
        if (unit > 0x7f) break;
        this.bytes[at] = unit;
      }
    }
    if (at - start < text.length) at = start + encoder.encodeInto(text, this.bytes.subarray(start)).written;
    this.view.setUint32(this.length, at - start, true);
    this.length = at;
  }

  reserve(bytes) {
    if (this.length + bytes <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + bytes));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  // --- Limits ----------------------------------------------------------------

  count(values) {
    this.values += values;
    if (this.values > MOST_VALUES) this.refuse(`holds too much: at most ${MOST_VALUES} values can be taken`);
  }

  weigh(text) {
    this.units += text.length;
    if (this.units > MOST_UNITS) this.refuse(`holds too much: at most ${MOST_UNITS} characters can be taken`);
  }

  refuse(what) {
    this.refusal = this.refused(what);
    throw this.refusal;
  }

  refused(what) {
    return new Error(`${written(this.path, this.name)}: ${what}`);
  }
}

/** A path as one would write it in JavaScript, cut where it is very long. */
function written(path, name) {
  const steps = path.length > 12 ? [...path.slice(0, 8), "…", ...path.slice(-3)] : path;
  const text = steps.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    if (/^([\p{ID_Start}$_][\p{ID_Continue}$]*|…)$/u.test(step) && step.length <= 60) return `.${step}`;
    return `[${JSON.stringify(step.length > 60 ? `${step.slice(0, 60)}…` : step)}]`;
  }).join("");
  // A field of the request goes by its own name.
  return text.startsWith(".") ? text.slice(1) : name + text;
}
