"use strict";

// ---- bytes -------------------------------------------------------------------------------------

/** UTF-8; half of a character counts as the three bytes that it would have. */
function utf8(text) {
  const out = [];
  for (const sign of text) {
    const point = sign.codePointAt(0);
    if (point < 0x80) out.push(point);
    else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else out.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return Uint8Array.from(out);
}

const ROUNDS = (() => {
  // The fractional parts of the cube roots of the first 64 primes (FIPS 180-4).
  const found = [];
  for (let n = 2; found.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) found.push(n);
  }
  return { cube: Uint32Array.from(found, (n) => fraction(n, 3n)), square: Uint32Array.from(found.slice(0, 8), (n) => fraction(n, 2n)) };
})();

/** The first 32 bits of the fractional part of a root, in whole numbers. */
function fraction(n, power) {
  const wanted = BigInt(n) << (32n * power);
  let low = 0n, high = BigInt(n) << 32n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= wanted) low = middle; else high = middle - 1n;
  }
  return Number(low & 0xffffffffn);
}

/** SHA-256, here and not from the browser, which has it on some pages only. 64 hexadecimal digits. */
function sha256(data) {
  const padded = new Uint8Array(((data.length + 72) >> 6) << 6);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(data.length / 0x20000000));
  view.setUint32(padded.length - 4, (data.length << 3) >>> 0);
  const state = Uint32Array.from(ROUNDS.square), w = new Uint32Array(64), k = ROUNDS.cube;
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3))
        + (((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const one = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7)))
        + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10)))
        + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
  }
  return [...state].map((value) => value.toString(16).padStart(8, "0")).join("");
}

const prefixed = (data) => "sha256:" + sha256(data);

/** JSON in one way only: keys in order, no spaces, all beyond ASCII escaped. */
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value !== null && typeof value === "object") {
    return "{" + Object.keys(value).sort().map((name) => canonical(name) + ":" + canonical(value[name])).join(",") + "}";
  }
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));
}

const digest = (value) => prefixed(utf8(canonical(value)));

/** The id of a text: from its content, each part with its length before it. */
function textId(content) {
  const parts = [];
  for (const part of [utf8("text"), utf8(content)]) {
    const length = new Uint8Array(8);
    new DataView(length.buffer).setUint32(4, part.length);
    parts.push(length, part);
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return "text-" + sha256(whole).slice(0, 20);
}

// ---- the file ----------------------------------------------------------------------------------

/** Bytes that a bundle may unpack to, and the records in its archive again. */
const mostOf = (bytes) => Math.min(2e9, 5e7 + 200 * bytes.length);

class Bomb extends Error {}

/** What is packed, as long as there is room for it. */
async function unpacked(bytes, how, room) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(how)).getReader(), pieces = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    size += next.value.length;
    room.left -= next.value.length;
    if (room.left < 0) {
      reader.cancel().catch(() => {});
      throw new Bomb("it unpacks to more than a bundle has");
    }
  }
  const whole = new Uint8Array(size);
  pieces.reduce((at, piece) => { whole.set(piece, at); return at + piece.length; }, 0);
  return whole;
}

const leadsOut = (name) => /^[/\\]|[:\0]/.test(name) || name.split(/[/\\]/).includes("..");

/** The files of a ZIP, by its list of contents. */
async function unzipped(bytes, problems) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("it is no ZIP file");
  const files = new Map(), most = mostOf(bytes), room = { left: most };
  let at = view.getUint32(end + 16, true), total = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error("its list of contents is damaged");
    const method = view.getUint16(at + 10, true), packed = view.getUint32(at + 20, true);
    const names = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + names[0]));
    const local = view.getUint32(at + 42, true);
    total += view.getUint32(at + 24, true);
    if (total > most) throw new Bomb("it unpacks to more than a bundle has");
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = bytes.subarray(from, from + packed);
    if (leadsOut(name)) problems.push(`a file's name leads out of the bundle: ${name}`);
    else if (files.has(name)) problems.push(`two files have the name ${name}`);
    else if (method !== 0 && method !== 8) problems.push(`${name} is packed in a way that this page does not know`);
    else if (!name.endsWith("/")) {
      try { files.set(name, method === 8 ? await unpacked(data, "deflate-raw", room) : data); } catch (fault) {
        if (fault instanceof Bomb) throw fault;
        problems.push(`${name} cannot be read`);
      }
    }
    at += 46 + names[0] + names[1] + names[2];
  }
  return files;
}

class Bundle {
  constructor(files, most) { this.files = files; this.notes = []; this.room = { left: most }; this.members = new Map(); }
  /** The record at a place of the archive, unpacked once; all of them share the room. */
  async member(offset, length) {
    const key = `${offset},${length}`, archive = this.files.get("archive/data.warc.gz") ?? new Uint8Array();
    if (!this.members.has(key)) this.members.set(key, await memberOf(archive.subarray(offset, offset + length), this.room));
    return this.members.get(key);
  }
  text(name) {
    const data = this.files.get(name);
    if (!data) throw new Error(`it is no bundle of crosswire: it lacks ${name}`);
    return new TextDecoder().decode(data);
  }
  whole(name) { return JSON.parse(this.text("crosswire/" + name)); }
  lines(name) { return this.text("crosswire/" + name).split("\n").filter(Boolean).map((line) => JSON.parse(line)); }
  has(name) { return this.files.has("crosswire/" + name); }
}

// ---- the checks --------------------------------------------------------------------------------
// Each gives a line for each thing looked at: empty, or what is wrong with it.

function* filesOf(bundle) {
  const listed = new Map(JSON.parse(bundle.text("datapackage.json")).resources.map((one) => [one.path, one.hash]));
  const stated = JSON.parse(bundle.text("datapackage-digest.json")).hash;
  listed.set("datapackage.json", stated);
  for (const [name, data] of bundle.files) {
    if (name === "datapackage-digest.json") continue;
    const found = prefixed(data), wanted = listed.get(name);
    yield wanted === undefined ? `${name} is not listed in datapackage.json`
      : wanted === found ? "" : `${name}: expected ${wanted}, found ${found}`;
  }
  for (const name of listed.keys()) if (!bundle.files.has(name)) yield `${name} is listed in datapackage.json and is not there`;
}

/** The articles that have a text: as their body, their page, their headline or standfirst. */
function ownersOf(bundle) {
  const found = new Map();
  for (const one of bundle.lines("articles.jsonl")) {
    for (const text of [one.text, one.captured, ...one.heads]) {
      if (!found.has(text)) found.set(text, new Set());
      found.get(text).add(one.name);
    }
  }
  return found;
}

function counted(values) {
  const found = new Map();
  for (const one of values) found.set(one, (found.get(one) ?? 0) + 1);
  return found;
}

function* textsOf(bundle) {
  const texts = bundle.lines("texts.jsonl"), there = counted(texts.map((one) => one.id)), owners = ownersOf(bundle);
  for (const one of texts) {
    const found = textId(one.content), times = there.get(one.id);
    if (found === one.id && times === 1 && !owners.has(one.id)) {
      bundle.notes.push(`a text is of no page here, so nothing shows who had it (${one.id}): “${one.content.slice(0, 80)}”`);
    }
    yield found !== one.id ? `a text does not hash to its id: expected ${one.id}, found ${found}`
      : times > 1 ? `a text is here ${times} times: ${one.id}` : "";
  }
}

function* spansIn(value, where = "") {
  if (Array.isArray(value)) for (let n = 0; n < value.length; n++) yield* spansIn(value[n], `${where}/${n}`);
  else if (value !== null && typeof value === "object") {
    const names = Object.keys(value).sort().join();
    if (names === "end,exact,start,text") yield { ...value, where };
    else for (const name of Object.keys(value)) yield* spansIn(value[name], `${where}/${name}`);
  }
}

function spanFault(span, points) {
  const where = `the span ${span.where} (${span.text} ${span.start}:${span.end})`;
  const content = points.get(span.text);
  if (!content) return `${where} addresses a text that is not here`;
  const found = content.slice(span.start, span.end).join("");
  return found === span.exact && span.start >= 0 && span.start < span.end ? ""
    : `${where} does not re-read: expected “${span.exact.slice(0, 200)}”, found “${found.slice(0, 200)}”`;
}

/** Of which article each span of a comparison is said to be, by its path. */
function spokenOf(value, names, found = new Map(), where = "", of = null) {
  if (Array.isArray(value)) {
    // A pair of an article and a place in it.
    if (value.length === 2 && names.has(value[0])) of = value[0];
    value.forEach((inner, n) => spokenOf(inner, names, found, `${where}/${n}`, of));
  } else if (value !== null && typeof value === "object") {
    if (Object.keys(value).sort().join() === "end,exact,start,text") {
      if (of !== null) found.set(where, of);
      return found;
    }
    if (typeof value.article === "string") of = value.article;
    for (const name of Object.keys(value)) {
      const other = name === "found" ? value.found_article : null;
      spokenOf(value[name], names, found, `${where}/${name}`, other || of);
    }
  }
  return found;
}

function ownedFault(span, article, owners, names) {
  if (article === undefined) return "";
  if (!names.has(article)) return `the comparison speaks of ${article} at ${span.where}, which is not among the articles`;
  const have = owners.get(span.text);
  return !have || have.has(article) ? ""
    : `the span ${span.where} is given as ${article}'s, and stands in the text of ${[...have].sort()[0]}`;
}

function* spansOf(bundle, points) {
  const made = bundle.whole("comparison.json"), owners = ownersOf(bundle);
  const names = new Set(bundle.lines("articles.jsonl").map((one) => one.name)), spoken = spokenOf(made, names);
  const inside = [...spansIn(made)], listed = bundle.lines("spans.jsonl");
  const there = new Map(inside.map((one) => [one.where, canonical(one)])), known = new Set(listed.map((one) => one.where));
  for (const one of inside) yield spanFault(one, points) || ownedFault(one, spoken.get(one.where), owners, names);
  for (const one of listed) {
    yield there.get(one.where) === canonical(one) ? spanFault(one, points)
      : `the list of spans has another at ${one.where} than the comparison`;
  }
  for (const where of there.keys()) if (!known.has(where)) yield `the list of spans lacks the one at ${where} of the comparison`;
}

function pageFault(page, listed) {
  if (!listed) return `the comparison has a page of ${page.article}, which is not among the articles`;
  for (const name of ["headline", "published"]) {
    const said = page[name] ? page[name].value : null;
    if (said !== null && said !== listed[name]) return `${page.article}: ${name}: expected ${listed[name]}, found ${said}`;
  }
  return "";
}

/** The parts of the comparison that say the same thing twice say it alike. */
function* comparisonOf(bundle) {
  const made = bundle.whole("comparison.json").comparison, { story, unread } = bundle.whole("story.json");
  yield made.story === story ? "" : `it is a bundle of ${story} with a comparison of ${made.story}`;
  const listed = new Map(bundle.lines("articles.jsonl").map((one) => [one.name, one]));
  for (const page of made.pages) yield pageFault(page, listed.get(page.article));
  for (const one of [...made.points, ...made.possible]) {
    const worded = canonical(one.wording);
    yield one.members.some((member) => canonical(member) === worded) ? "" : `the point ${one.id} is worded as none of its members`;
  }
  const shown = new Set(made.pages.map((page) => page.article));
  for (const name of listed.keys()) {
    if (!shown.has(name)) yield unread.length ? "" : `${name} is an article of the story and not compared`;
  }
}

// ---- a text in its page ------------------------------------------------------------------------
// As standing.py has it, with the same patterns.

const UNSEEN = /<!--[\s\S]*?(?:-->|$)|<(script|style|noscript|template)\b[\s\S]*?(?:<\/\1\s*>|$)|<[!/?a-z][^<>]*>/gi;
const BLOCK = /^<\/?(?:address|article|aside|blockquote|body|br|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video)(?=[\s/>])/i;
const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});/gi;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g;
const flat = (words) => words.replace(/[\s\x1c-\x1f\x85\ufeff]+/g, "");
const KNOWN = new Map();

/** What an entity stands for, as the browser reads it; nothing of the page is run or fetched by that. */
function entity(written) {
  if (!KNOWN.has(written)) KNOWN.set(written, new DOMParser().parseFromString("<p>x" + written, "text/html").body.textContent.slice(1));
  return KNOWN.get(written);
}

const readEntities = (piece) => piece.replace(ENTITY, entity);
const seen = (piece) => readEntities(piece.replace(UNSEEN, " "));
const unescaped = (piece) => piece.replace(ESCAPE, (_, digits, sign) => digits ? String.fromCharCode(parseInt(digits, 16)) : "nrtbf".includes(sign) ? " " : sign);

/** Whether lines are what is shown between two runs. */
function fits(lines, shown, first, final) {
  if (lines.length === 1 && !first && !final) return lines[0] === shown;
  const inner = [...lines];
  let begin = 0, end = shown.length;
  if (!first) {
    const head = inner.shift();
    if (!shown.startsWith(head)) return false;
    begin = head.length;
  }
  if (!final) {
    const tail = inner.pop();
    end -= tail.length;
    if (end < begin || !shown.endsWith(tail)) return false;
  }
  const between = shown.slice(0, end);
  for (const line of inner) {
    const found = between.indexOf(line, begin);
    if (found < 0) return false;
    begin = found + line.length;
  }
  return true;
}

class Standing {
  constructor(page, medium) {
    this.page = page;
    this.whole = page.join("");
    this.marked = medium === "html";
  }
  shown(piece) {
    if (!this.marked) return [flat(piece)];
    return piece.includes("\\") ? [flat(seen(piece)), flat(seen(unescaped(piece)))] : [flat(seen(piece))];
  }
  has(words, title) {
    if (!this.readings) {
      const stated = readEntities(this.whole);
      this.readings = this.marked ? [flat(this.whole), flat(stated), flat(readEntities(unescaped(stated))), ...this.shown(this.whole)] : [flat(this.whole)];
    }
    const wanted = flat(words);
    return this.readings.some((one) => one.includes(wanted)) || wanted === flat(title ?? "");
  }
  /** Whether some of a stretch of the page stands in a tag, a comment or a script. */
  hides(start, end) {
    if (!this.unseen) {
      // Patterns count in halves of characters, spans in whole ones.
      const at = new Uint32Array(this.whole.length + 1);
      let half = 0;
      this.page.forEach((sign, n) => { for (const _ of Array(sign.length).keys()) at[half++] = n; });
      at[half] = this.page.length;
      this.unseen = [...this.whole.matchAll(UNSEEN)].map((match) => [at[match.index], at[match.index + match[0].length]]);
    }
    let low = 0, high = this.unseen.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.unseen[middle][1] <= start) low = middle + 1; else high = middle;
    }
    return low < this.unseen.length && this.unseen[low][0] < end;
  }
  /** Whether a piece of the page ends one block and begins another. */
  parts(piece) {
    if (!this.marked) return /[\n\r]/.test(piece);
    const readings = piece.includes("\\") ? [piece, unescaped(piece)] : [piece];
    return readings.some((one) => [...one.matchAll(UNSEEN)].some(([tag]) => BLOCK.test(tag)));
  }
  gap(text, here, there, first, final) {
    const words = text.slice(...here).join("");
    if (there[0] > there[1]) return [{ start: here[0], end: here[1], here: words, there: null }];
    const lines = words.split("\n").map(flat), between = this.page.slice(...there).join(""), shown = this.shown(between);
    // A page shows more than the text between two paragraphs only, and it says where these are.
    const may = (one) => first || final || lines.join("") === one || this.parts(between);
    if (shown.some((one) => fits(lines, one, first, final) && may(one))) return [];
    return [{ start: here[0], end: here[1], here: words, there: this.marked ? shown[0] : between }];
  }
  /** Every place where the text is not what the page shows; runs that are none end it. */
  astray(text, runs) {
    const found = [];
    let at = 0, last = 0;
    for (const [n, [here, there, length]] of runs.entries()) {
      const sound = at <= here && length > 0 && here + length <= text.length && there >= 0 && there + length <= this.page.length;
      if (!sound) return [...found, { start: at, end: text.length, here: text.slice(at).join(""), there: null }];
      found.push(...this.gap(text, [at, here], [last, there], n === 0, false));
      at = here + length; last = there + length;
      const words = text.slice(here, at).join(""), page = this.page.slice(there, last).join("");
      if (words !== page) found.push({ start: here, end: at, here: words, there: page });
      else if (this.marked && this.hides(there, last)) found.push({ start: here, end: at, here: words, there: null });
    }
    return [...found, ...this.gap(text, [at, text.length], [last, this.page.length], !runs.length, true)];
  }
}

function entriesOf(bundle) {
  const entries = new Map(), gone = new Map();
  for (const { entry } of bundle.lines("chain.jsonl")) {
    if (!entry) continue;
    if (entry.kind === "capture") entries.set(entry.capture, entry);
    else if (gone.get(entry.capture) !== "erased") gone.set(entry.capture, entry.kind);
  }
  return { entries, gone };
}

function* articlesOf(bundle, points) {
  const { entries, gone } = entriesOf(bundle), listed = bundle.lines("articles.jsonl");
  const erased = new Set([...gone.keys()].map((key) => entries.get(key)?.article));
  const captures = new Map(bundle.lines("captures.jsonl").map((one) => [one.capture, one]));
  const twice = counted(listed.flatMap((one) => [one.article, one.name]));
  for (const one of listed) {
    const times = twice.get(one.article);
    if (times > 1 + (one.article === one.name)) yield `the article ${one.name} is listed ${times} times`;
    else if (!points.has(one.text)) yield `the text of ${one.name} is not here`;
    else if (one.captured === null) {
      yield erased.has(one.article) ? "" : `the page of ${one.name} is not here, and the chain has none of its pages erased`;
    } else yield enteredFault(one, points.get(one.captured), entries) || stoodFault(bundle, one, points, captures.get(one.capture));
  }
}

function enteredFault(one, page, entries) {
  const entry = entries.get(one.capture);
  if (!entry || entry.article !== one.article) return `the chain has no entry of ${one.capture}, which ${one.name} was read from`;
  if (entry.url !== one.url) return `the address of ${one.name} is not the chain's: expected ${entry.url}, found ${one.url}`;
  const found = prefixed(utf8(page.join("")));
  return entry.text === null || entry.text === found ? "" : `the page of ${one.name} is not the chain's: expected ${entry.text}, found ${found}`;
}

const begun = (words) => Array.from(words).slice(0, 80).join("");

/** The first place, and how many more. */
function whereAstray(places) {
  const first = places[0], more = places.length - 1;
  const there = first.there === null ? "nothing that is shown" : `“${begun(first.there)}”`;
  return `${first.start}: expected ${there}, found “${begun(first.here)}”` + (more ? `, and at ${more} more places` : "");
}

/** Whether so much of a text can be what a maker could not hold to its page; long stretches that stand in the markup whole are none of his words. */
function mayBeLoose(astray, body, page, runs) {
  const own = astray.filter((one) => one.end - one.start < 200 || !page.has(one.here));
  const words = own.reduce((sum, one) => sum + one.end - one.start, 0);
  return !own.length || (runs.length > 0 && words <= Math.max(40, Math.floor(body.length / 10)));
}

/** How a text stands in its page. What its maker could not hold to the page either is no fault, and a person's to look at. */
function stoodFault(bundle, one, points, capture) {
  const stated = capture?.stated ?? {}, page = new Standing(points.get(one.captured), stated.medium ?? "html");
  const loose = new Set(one.loose.map((place) => place.join()));
  const astray = page.astray(points.get(one.text), one.runs), faults = astray.filter((place) => !loose.has(`${place.start},${place.end}`));
  const notes = [], head = headFault(one, points, page, stated.title, notes);
  if (!faults.length && !mayBeLoose(astray, points.get(one.text), page, one.runs)) return `too much of the text of ${one.name} cannot be held against its page, at ${whereAstray(astray)}`;
  if (faults.length) return `the text of ${one.name} is not its page's at ${whereAstray(faults)}`;
  if (!head && astray.length) notes.splice(0, notes.length, `the text of ${one.name} cannot be held against its page at ${whereAstray(astray)}`);
  bundle.notes.push(...notes);
  return head;
}

/** Headline and standfirst stand somewhere in the page, or were stated with it. */
function headFault(one, points, page, title, notes) {
  const told = new Map(one.heads.filter((key) => points.has(key)).map((key) => [key, points.get(key).join("")]));
  if (one.headline !== null) {
    const key = textId(one.headline);
    if (!one.heads.includes(key)) return `the headline of ${one.name} is none of its heads: “${begun(one.headline)}”`;
    told.set(key, one.headline);
  }
  for (const [key, words] of told) {
    if (page.has(words, title)) continue;
    const said = `a headline or standfirst of ${one.name} is not in its page: “${begun(words)}”`;
    if (!one.loose_heads.includes(key)) return said;
    notes.push(said);
    return "";
  }
  return "";
}

/** One record of the archive, unpacked; null: it is none, or more than one. */
async function memberOf(packed, room) {
  let data;
  try { data = await unpacked(packed, "gzip", room); } catch (fault) {
    if (fault instanceof Bomb) throw fault;
    return null;
  }
  const apart = (bytes) => {
    for (let i = 0; i + 3 < bytes.length; i++) if (bytes[i] === 13 && bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return i + 4;
    return -1;
  };
  const begin = apart(data);
  if (begin < 0) return null;
  const headers = new Map(new TextDecoder().decode(data.subarray(0, begin - 4)).split("\r\n").slice(1)
    .map((line) => [line.split(":", 1)[0].trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  const length = headers.get("content-length") ?? "";
  if (!/^\d+$/.test(length) || data.length < begin + Number(length)) return null;
  const block = data.subarray(begin, begin + Number(length));
  const inner = (headers.get("content-type") ?? "").startsWith("application/http") ? apart(block) : 0;
  return { headers, block, body: inner < 0 ? block.subarray(block.length) : block.subarray(inner) };
}

function toldFault(one, entry, whole) {
  const known = { article: one.article, at: one.seen_at, url: one.url };
  if (whole) {
    known.stated = digest(one.stated);
    known.fetched = one.fetched === null ? null : digest(one.fetched);
  }
  for (const [name, found] of Object.entries(known)) {
    if (entry[name] !== found) return `${one.capture}: ${name}: expected ${entry[name]}, found ${found}`;
  }
  return "";
}

async function bytesFault(one, entry, bundle) {
  const body = (await bundle.member(one.record.offset, one.record.length))?.body;
  if (!body) return `${one.capture}: its record in archive/data.warc.gz cannot be read`;
  let name = "bytes", wanted = entry.payload, found = prefixed(body);
  if (wanted === null) {
    name = "text"; wanted = entry.text;
    if (one.stated.medium === "line") found = prefixed(utf8(JSON.parse(new TextDecoder().decode(body)).text));
  }
  return wanted === null || wanted === found ? "" : `${one.capture}: ${name}: expected ${wanted}, found ${found}`;
}

async function capturesOf(bundle) {
  const { entries, gone } = entriesOf(bundle);
  const listed = bundle.lines("captures.jsonl"), faults = [];
  for (const one of listed) {
    const entry = entries.get(one.capture), erased = gone.get(one.capture);
    if (!entry) faults.push(`the chain has no entry of ${one.capture}`);
    else if (!one.record && !erased) faults.push(`${one.capture}: its bytes are not here`);
    else faults.push(toldFault(one, entry, erased !== "erased") || (one.record ? await bytesFault(one, entry, bundle) : ""));
  }
  const known = counted(listed.map((one) => one.capture));
  for (const key of entries.keys()) if (!known.has(key)) faults.push(`${key} has an entry in the chain and is not listed`);
  for (const [key, times] of known) if (times > 1) faults.push(`${key} is listed ${times} times`);
  return faults;
}

// ---- the archive, its index and its list of pages ----------------------------------------------

const ARCHIVE = "archive/data.warc.gz", REASONS = { 200: "OK", 203: "Non-Authoritative Information" };
const percent = (sign) => [...utf8(sign)].map((byte) => "%" + byte.toString(16).toUpperCase().padStart(2, "0")).join("");
const oneLine = (words) => words.replaceAll("\r\n", " ").replace(/[\r\n]/g, " ");

/** The head of an answer as an archive has it. */
function answerHead(fetched, length) {
  const lines = [`HTTP/1.1 ${fetched.status} ${REASONS[fetched.status] ?? ""}`.trimEnd()];
  for (const [name, value] of fetched.headers ?? []) {
    const wire = ["content-encoding", "transfer-encoding", "content-length"].includes(name.toLowerCase());
    lines.push(`${wire ? "X-Crosswire-Original-" : ""}${oneLine(name)}: ${oneLine(value)}`);
  }
  lines.push(`Content-Length: ${length}`);
  return utf8((lines.join("\r\n") + "\r\n\r\n").replace(/[\ud800-\udfff]/gu, "?"));
}

/** The address that a record has; of what came without one, a file's by its name. */
function targetOf(one) {
  const url = one.fetched ? one.fetched.final_url : one.url;
  if (url) return url.replace(/[^A-Za-z0-9!#$%&'()*+,/:;=?@[\]~\-._]/gu, percent) || "urn:crosswire:no-address";
  const ending = { html: ".html", text: ".txt", line: "" }[one.stated.medium];
  return "file:///" + one.stated.name.replace(/[^A-Za-z0-9_.~-]/gu, percent) + ending;
}

function tiledFault(archive, first, places) {
  let at = places.length ? places[0][0] : archive.length;
  if (first?.headers.get("warc-type") !== "warcinfo") return `${ARCHIVE} does not begin with a record of its own`;
  for (const [offset, length] of places) {
    if (offset !== at) break;
    at += length;
  }
  return at === archive.length ? "" : `${ARCHIVE} has bytes at ${at} that are of no capture`;
}

function dateFault(one, found) {
  const date = found.headers.get("warc-date");
  return date === one.seen_at ? "" : `${one.capture}: its date in ${ARCHIVE}: expected ${one.seen_at}, found ${date}`;
}

function aboutFault(one, found) {
  if (found?.headers.get("warc-type") !== "metadata") return `${one.capture}: what is told of it in ${ARCHIVE} cannot be read`;
  const said = JSON.parse(new TextDecoder().decode(found.block)), wanted = {};
  for (const name of ["capture", "article", "revision", "outlet", "seen_at"]) wanted[name] = one[name];
  if (!one.erased) for (const name of ["name", "medium", "encoding", "origin"]) wanted[name] = one.stated[name];
  for (const [name, value] of Object.entries(wanted)) {
    if ((said[name] ?? null) !== (value ?? null)) return `${one.capture}: ${name} in ${ARCHIVE}: expected ${value}, found ${said[name]}`;
  }
  return dateFault(one, found);
}

function recordFault(one, found) {
  if (!found) return `${one.capture}: its record in ${ARCHIVE} cannot be read`;
  const kind = one.fetched ? "response" : "resource", type = found.headers.get("warc-type");
  if (type !== kind) return `${one.capture}: its record in ${ARCHIVE}: expected a ${kind}, found ${type}`;
  if (one.fetched) {
    const head = found.block.subarray(0, found.block.length - found.body.length), wanted = answerHead(one.fetched, found.body.length);
    if (head.length !== wanted.length || wanted.some((byte, n) => byte !== head[n])) return `${one.capture}: the head of its answer in ${ARCHIVE} is not what is told of it`;
  }
  const address = found.headers.get("warc-target-uri");
  if (address !== targetOf(one)) return `${one.capture}: its address in ${ARCHIVE}: expected ${targetOf(one)}, found ${address}`;
  return dateFault(one, found);
}

function* indexOf(bundle, listed, members) {
  const places = new Map(listed.filter((one) => one.record).map((one) => [`${one.record.offset},${one.record.length}`, one])), seen = new Set();
  for (const line of bundle.text("indexes/index.cdx").split("\n").filter(Boolean)) {
    const [, digits] = line.split(" ", 2), known = JSON.parse(line.slice(line.indexOf("{")));
    const place = `${Number(known.offset)},${Number(known.length)}`, one = places.get(place), found = members.get(place);
    if (!one || !found || seen.has(place)) { yield `indexes/index.cdx leads to ${ARCHIVE} at ${known.offset}, where no capture begins`; continue; }
    seen.add(place);
    const same = known.url === found.headers.get("warc-target-uri") && known.digest === prefixed(found.body)
      && known.status === (one.fetched ? String(one.fetched.status) : "200") && digits === one.seen_at.replace(/\D/g, "").slice(0, 14);
    yield same ? "" : `indexes/index.cdx does not say of ${one.capture} what the archive says: ${line.slice(0, 200)}`;
  }
  for (const [place, one] of places) if (!seen.has(place)) yield `indexes/index.cdx lacks ${one.capture}`;
}

function* listOfPages(bundle, listed) {
  const wanted = new Map();
  for (const one of listed) {
    const url = one.fetched ? one.fetched.final_url : one.url, title = one.erased ? null : one.stated.title;
    if (url) wanted.set(one.capture, canonical({ id: one.capture, url, ts: one.seen_at, ...(title ? { title } : {}) }));
  }
  for (const line of bundle.text("pages/pages.jsonl").split("\n").slice(1).filter(Boolean)) {
    const known = JSON.parse(line), same = wanted.get(known.id) === canonical(known);
    wanted.delete(known.id);
    yield same ? "" : `pages/pages.jsonl has a page that is told otherwise of the captures: ${line.slice(0, 200)}`;
  }
  for (const key of wanted.keys()) yield `pages/pages.jsonl lacks ${key}`;
}

function packageFault(bundle, links) {
  const told = JSON.parse(bundle.text("datapackage.json")), made = bundle.whole("comparison.json").comparison;
  const title = made.pages.find((page) => page.headline)?.headline.value ?? bundle.whole("story.json").story;
  const last = links[links.length - 1]?.entry, created = last ? last.made_at.slice(0, 19) + "Z" : told.created;
  return told.title === title && told.created === created ? ""
    : `datapackage.json: expected “${title}” of ${created}, found “${told.title}” of ${told.created}`;
}

async function archiveOf(bundle, links) {
  const listed = bundle.lines("captures.jsonl"), archive = bundle.files.get(ARCHIVE) ?? new Uint8Array(), members = new Map();
  for (const one of listed) {
    for (const place of [one.record, one.about]) {
      if (place) members.set(`${place.offset},${place.length}`, await bundle.member(place.offset, place.length));
    }
  }
  const places = [...members.keys()].map((key) => key.split(",").map(Number)).sort((a, b) => a[0] - b[0]);
  const faults = [tiledFault(archive, await bundle.member(0, places.length ? places[0][0] : archive.length), places)];
  for (const one of listed) {
    const about = members.get(`${one.about.offset},${one.about.length}`);
    faults.push(aboutFault(one, about) || (one.record ? recordFault(one, members.get(`${one.record.offset},${one.record.length}`)) : ""));
  }
  return [...faults, ...indexOf(bundle, listed, members), ...listOfPages(bundle, listed), packageFault(bundle, links)];
}

function* chainOf(bundle) {
  let expected = null, previous = null;
  for (const one of bundle.lines("chain.jsonl")) {
    const about = one.entry ? ` (${one.entry.capture})` : "";
    const broken = (what, wanted, found) => `the chain breaks at entry ${one.n}${about}: ${what}: expected ${wanted}, found ${found}`;
    const before = one.n === 1 ? "0".repeat(64) : previous;
    const body = one.entry ? sha256(utf8(canonical(one.entry))) : one.body;
    const made = sha256(utf8(canonical({ body: one.body, format: "crosswire-chain-1", n: one.n, previous: one.previous })));
    yield expected !== null && one.n !== expected ? broken("number", expected, one.n)
      : before !== null && one.previous !== before ? broken("previous", before, one.previous)
      : body !== one.body ? broken("body", one.body, body)
      : made !== one.hash ? broken("hash", made, one.hash) : "";
    expected = one.n + 1; previous = one.hash;
  }
}

function* stampsOf(bundle) {
  if (!bundle.has("stamps.jsonl")) return;
  const hashes = new Map(bundle.lines("chain.jsonl").map((one) => [one.n, one.hash]));
  for (const one of bundle.lines("stamps.jsonl")) {
    const there = hashes.get(one.n) === one.hash && bundle.has(one.file);
    yield there ? "" : `a time stamp is of entry ${one.n} with the hash ${one.hash}, found ${hashes.get(one.n)}`;
  }
}

async function checked(bytes, head) {
  const problems = [], bundle = new Bundle(await unzipped(bytes, problems), mostOf(bytes));
  const points = new Map(bundle.lines("texts.jsonl").map((one) => [one.id, Array.from(one.content)]));
  const articles = bundle.lines("articles.jsonl"), links = bundle.lines("chain.jsonl");
  const asked = [
    ["files, each with the hash that is listed for it", [...filesOf(bundle)]],
    ["texts, each with the hash that is its name", [...textsOf(bundle)]],
    ["places in texts, each reading the words that are given for it, in a text of the article that is named", [...spansOf(bundle, points)]],
    ["parts of the comparison that must agree with the list of articles", [...comparisonOf(bundle)]],
    ["texts of articles, standing word for word in their pages", [...articlesOf(bundle, points)]],
    ["captures, with the bytes, addresses, times and headers that the chain has", await capturesOf(bundle)],
    ["records of the archive, lines of its index and pages of its list, as the captures have them", await archiveOf(bundle, links)],
    ["entries of the chain, each following the one before", [...chainOf(bundle)]],
    ["time stamps, each of an entry that is here (whose signature it is, a browser cannot tell)", [...stampsOf(bundle)]],
  ];
  const noted = head ? links.find((one) => one.hash === head) : undefined;
  if (head && !noted) problems.push(`no entry of the chain in this bundle has the hash ${head}`);
  return { bundle, points, articles, asked, problems, links, noted };
}

