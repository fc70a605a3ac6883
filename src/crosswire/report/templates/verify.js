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

const MOST = 2e9;

async function unpacked(bytes, how) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(how));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const leadsOut = (name) => /^[/\\]|[:\0]/.test(name) || name.split(/[/\\]/).includes("..");

/** The files of a ZIP, by its list of contents. */
async function unzipped(bytes, problems) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("it is no ZIP file");
  const files = new Map();
  let at = view.getUint32(end + 16, true), total = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error("its list of contents is damaged");
    const method = view.getUint16(at + 10, true), packed = view.getUint32(at + 20, true);
    const names = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + names[0]));
    const local = view.getUint32(at + 42, true);
    total += view.getUint32(at + 24, true);
    if (total > MOST) throw new Error("it unpacks to more than a bundle has");
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = bytes.subarray(from, from + packed);
    if (leadsOut(name)) problems.push(`a file's name leads out of the bundle: ${name}`);
    else if (files.has(name)) problems.push(`two files have the name ${name}`);
    else if (method !== 0 && method !== 8) problems.push(`${name} is packed in a way that this page does not know`);
    else if (!name.endsWith("/")) {
      try { files.set(name, method === 8 ? await unpacked(data, "deflate-raw") : data); } catch {
        problems.push(`${name} cannot be read`);
      }
    }
    at += 46 + names[0] + names[1] + names[2];
  }
  return files;
}

class Bundle {
  constructor(files) { this.files = files; }
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

function* textsOf(bundle) {
  for (const one of bundle.lines("texts.jsonl")) {
    const found = textId(one.content);
    yield found === one.id ? "" : `a text does not hash to its id: expected ${one.id}, found ${found}`;
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

function* spansOf(bundle, points) {
  const inside = [...spansIn(bundle.whole("comparison.json"))];
  const there = new Map(inside.map((one) => [one.where, canonical(one)]));
  for (const one of inside) yield spanFault(one, points);
  for (const one of bundle.lines("spans.jsonl")) {
    yield there.get(one.where) === canonical(one) ? spanFault(one, points)
      : `the list of spans has another at ${one.where} than the comparison`;
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

function articleFault(one, points, entries, erased) {
  const body = points.get(one.text);
  if (!body) return `the text of ${one.name} is not here`;
  if (one.captured === null) {
    return erased.has(one.article) ? "" : `the page of ${one.name} is not here, and the chain has none of its pages erased`;
  }
  const page = points.get(one.captured);
  for (const [at, original, length] of one.runs) {
    const here = body.slice(at, at + length).join(""), there = page.slice(original, original + length).join("");
    if (here !== there) return `the text of ${one.name} is not its page's at ${at}: expected “${there.slice(0, 80)}”, found “${here.slice(0, 80)}”`;
  }
  const entry = entries.get(one.capture);
  if (!entry || entry.article !== one.article) return `the chain has no entry of ${one.capture}, which ${one.name} was read from`;
  const found = prefixed(utf8(page.join("")));
  return entry.text === null || entry.text === found ? "" : `the page of ${one.name} is not the chain's: expected ${entry.text}, found ${found}`;
}

/** The page in one record of the archive: without the record's head, and without the answer's. */
async function recordBody(member) {
  const data = await unpacked(member, "gzip");
  const apart = (bytes, from) => {
    for (let i = from; i + 3 < bytes.length; i++) if (bytes[i] === 13 && bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return i + 4;
    throw new Error("no head");
  };
  const begin = apart(data, 0);
  const head = new TextDecoder().decode(data.subarray(0, begin));
  const length = Number(/^content-length: *(\d+)/im.exec(head)[1]);
  if (data.length < begin + length) throw new Error("cut");
  const block = data.subarray(begin, begin + length);
  return /^content-type: *application\/http/im.test(head) ? block.subarray(apart(block, 0)) : block;
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

async function bytesFault(one, entry, archive) {
  let body;
  try { body = await recordBody(archive.subarray(one.record.offset, one.record.offset + one.record.length)); } catch {
    return `${one.capture}: its record in archive/data.warc.gz cannot be read`;
  }
  let name = "bytes", wanted = entry.payload, found = prefixed(body);
  if (wanted === null) {
    name = "text"; wanted = entry.text;
    if (one.stated.medium === "line") found = prefixed(utf8(JSON.parse(new TextDecoder().decode(body)).text));
  }
  return wanted === null || wanted === found ? "" : `${one.capture}: ${name}: expected ${wanted}, found ${found}`;
}

async function capturesOf(bundle) {
  const { entries, gone } = entriesOf(bundle), archive = bundle.files.get("archive/data.warc.gz");
  const listed = bundle.lines("captures.jsonl"), faults = [];
  for (const one of listed) {
    const entry = entries.get(one.capture), erased = gone.get(one.capture);
    if (!entry) faults.push(`the chain has no entry of ${one.capture}`);
    else if (!one.record && !erased) faults.push(`${one.capture}: its bytes are not here`);
    else faults.push(toldFault(one, entry, erased !== "erased") || (one.record ? await bytesFault(one, entry, archive) : ""));
  }
  const known = new Set(listed.map((one) => one.capture));
  for (const key of entries.keys()) if (!known.has(key)) faults.push(`${key} has an entry in the chain and is not listed`);
  return faults;
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
  const problems = [], bundle = new Bundle(await unzipped(bytes, problems));
  const points = new Map(bundle.lines("texts.jsonl").map((one) => [one.id, Array.from(one.content)]));
  const { entries, gone } = entriesOf(bundle);
  const erased = new Set([...gone.keys()].map((key) => entries.get(key)?.article));
  const articles = bundle.lines("articles.jsonl");
  const asked = [
    ["files, each with the hash that is listed for it", [...filesOf(bundle)]],
    ["texts, each with the hash that is its name", [...textsOf(bundle)]],
    ["places in texts, each reading the words that are given for it", [...spansOf(bundle, points)]],
    ["texts of articles, standing word for word in their pages", articles.map((one) => articleFault(one, points, entries, erased))],
    ["captures, with the bytes, addresses, times and headers that the chain has", await capturesOf(bundle)],
    ["entries of the chain, each following the one before", [...chainOf(bundle)]],
    ["time stamps, each of an entry that is here (whose signature it is, a browser cannot tell)", [...stampsOf(bundle)]],
  ];
  const links = bundle.lines("chain.jsonl");
  const noted = head ? links.find((one) => one.hash === head) : undefined;
  if (head && !noted) problems.push(`no entry of the chain in this bundle has the hash ${head}`);
  return { bundle, points, articles, asked, problems, links, noted };
}

