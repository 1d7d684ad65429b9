// Columns: the compact form in which the records reach the browser, once.
//
// Layout (little endian): "VMC1", uint32 length of the header, the header (UTF-8 JSON, padded to 8 bytes), then the buffers, each padded
// to 8 bytes. The header names every column with its type, offset and length, and holds what is looked up by index: places, visits, labels.
// The writer is dashboard/visitmap/columns.py.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});

  const ARRAYS = { i32: Int32Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array, f64: Float64Array };

  /** A place index that stands for "no place known". */
  VisitMap.NO_PLACE = 0xffffffff;
  /** Day numbers of an open beginning and an open end. */
  VisitMap.OPEN_START = -2147483648;
  VisitMap.OPEN_END = 2147483647;
  /** Bits of the `flags` columns of events, legs and stops. */
  VisitMap.EVENT = { DATED: 1, DATE_UNCERTAIN: 2, PLACE_INFERRED: 4, LESS_CERTAIN: 8, NOT_HELD: 16 };
  VisitMap.LEG = { INFERRED: 1, UNORDERED: 2 };

  /** Reads the columns of `buffer` without copying them. Throws an Error that says what is wrong. */
  VisitMap.readColumns = (buffer) => {
    const head = new DataView(buffer);
    if (buffer.byteLength < 8 || head.getUint32(0, false) !== 0x564d4331) throw new Error("not a column file");
    const length = head.getUint32(4, true);
    if (8 + length > buffer.byteLength) throw new Error("the column file is cut short");
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
    const body = 8 + length;
    const columns = {};
    for (const [name, { type, offset, length: count }] of Object.entries(header.columns)) {
      const Type = ARRAYS[type];
      if (!Type || body + offset + count * Type.BYTES_PER_ELEMENT > buffer.byteLength) {
        throw new Error("the column file is cut short at " + name);
      }
      columns[name] = new Type(buffer, body + offset, count);
    }
    return { header, columns };
  };

  const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  const unpack = async (bytes) => {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };

  /**
   * Where columns and event details come from: an address (the page) or base64 text (a notebook, a file on disk).
   * Both answer `columns()` -> {header, columns} and `details(numbers, lang)` -> [detail, …].
   */
  VisitMap.Source = class {
    constructor({ address = null, inline = null }) {
      this.address = address;
      this.inline = inline;
      this.cache = new Map();
    }

    async columns() {
      if (this.inline) return VisitMap.readColumns(await unpack(fromBase64(this.inline.columns)));
      const answer = await fetch(new URL(this.address.columns, document.baseURI));
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return VisitMap.readColumns(await answer.arrayBuffer());
    }

    async details(numbers, lang) {
      const wanted = numbers.filter((n) => !this.cache.has(lang + n));
      if (wanted.length && this.inline) {
        const all = JSON.parse(new TextDecoder().decode(await unpack(fromBase64(this.inline.details))));
        all.forEach((detail, n) => this.cache.set(lang + n, detail));
      } else if (wanted.length) {
        const url = new URL(this.address.details, document.baseURI);
        url.searchParams.set("n", wanted.join(","));
        url.searchParams.set("lang", lang);
        const answer = await fetch(url);
        if (!answer.ok) throw new Error("HTTP " + answer.status);
        const details = await answer.json();
        wanted.forEach((n, i) => this.cache.set(lang + n, details[i]));
      }
      return numbers.map((n) => this.cache.get(lang + n));
    }
  };
})();
