// ---- what is shown -----------------------------------------------------------------------------
// Words of the bundle are put in as text only, never as markup.

function put(parent, tag, words, kind) {
  const made = parent.appendChild(document.createElement(tag));
  if (words !== undefined) made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

function show(place, { bundle, points, articles, asked, problems, links, noted }) {
  const faults = [...problems, ...asked.flatMap(([, lines]) => lines.filter(Boolean))];
  const verdict = put(place, "p", faults.length
    ? `This bundle does not hold: ${faults.length} ${faults.length === 1 ? "fault" : "faults"}.`
    : "This bundle agrees with itself.", faults.length ? "bad" : "good");
  verdict.id = "verdict";
  if (faults.length) {
    const list = put(place, "ul");
    list.id = "faults";
    for (const fault of faults.slice(0, 50)) put(list, "li", fault);
    if (faults.length > 50) put(list, "li", `and ${faults.length - 50} more`);
  }
  if (bundle.notes.length) {
    put(place, "p", "This the file cannot show. Look at the page itself where these words matter:");
    const left = put(place, "ul");
    left.id = "notes";
    for (const note of bundle.notes.slice(0, 50)) put(left, "li", note);
    if (bundle.notes.length > 50) put(left, "li", `and ${bundle.notes.length - 50} more`);
  }
  const list = put(place, "ul");
  list.id = "checks";
  for (const [name, lines] of asked) {
    if (!lines.length) continue;
    const wrong = lines.filter(Boolean).length;
    put(list, "li", `${lines.length} ${name}` + (wrong ? `: ${wrong} not so` : ""));
  }
  const last = links[links.length - 1];
  const head = put(place, "p", "The last entry of the chain that is here, to compare with one noted elsewhere: ");
  put(head, "span", `${last.n} `);
  put(head, "span", last.hash, "hash").id = "last";
  if (noted) put(place, "p", `The head that you noted is that of entry ${noted.n}.`, "good").id = "noted";
  showArticles(place, articles, bundle.whole("story.json").unread);
  showPoints(place, bundle.whole("comparison.json").comparison, points);
}

function showArticles(place, articles, unread) {
  put(place, "h2", "The articles");
  const table = put(place, "table"), head = put(put(table, "thead"), "tr"), body = put(table, "tbody");
  for (const name of ["Outlet", "Headline", "Address", "Date"]) put(head, "th", name).scope = "col";
  for (const one of articles) {
    const row = put(body, "tr");
    for (const words of [one.outlet ?? "outlet unknown", one.headline ?? "no headline", one.url ?? "no address", one.published ?? "date unknown"]) put(row, "td", words);
  }
  for (const one of unread) put(place, "p", `${one.item} could not be read closely, and is not compared: ${one.words}`);
}

const SURE = { sure: "Surely", likely: "Likely" }, SAME = { same: "the same", partial: "in part the same" };

/** What the comparison lines up, the words read from the texts that are here. */
function showPoints(place, comparison, points) {
  put(place, "h2", "What the comparison lines up, re-read here");
  const outlets = new Map(comparison.pages.map((one) => [one.article, one.outlet]));
  if (!comparison.points.length) put(place, "p", "It lines up nothing of several articles.");
  for (const point of comparison.points) {
    put(place, "h3", `${SURE[point.tier] ?? point.tier} ${SAME[point.relation] ?? point.relation}:`);
    const list = put(place, "ul");
    for (const one of point.members) {
      const words = (points.get(one.span.text) ?? []).slice(one.span.start, one.span.end).join("");
      const line = put(list, "li", `${outlets.get(one.article) ?? one.article}: `);
      put(line, "span", words, "words");
      if (words !== one.span.exact) put(line, "span", " (not what the comparison has)", "bad");
    }
  }
}

async function read(file) {
  const place = document.getElementById("result");
  place.replaceChildren();
  put(place, "p", "Reading…");
  const head = document.getElementById("head").value.trim().toLowerCase();
  try {
    const found = await checked(new Uint8Array(await file.arrayBuffer()), head);
    place.replaceChildren();
    show(place, found);
  } catch (fault) {
    place.replaceChildren();
    put(place, "p", `${file.name} cannot be read as a bundle: ${fault.message}`, "bad").id = "verdict";
  }
}

const chosen = document.getElementById("file");
for (const field of [chosen, document.getElementById("head")]) {
  field.addEventListener("change", () => { if (chosen.files.length) read(chosen.files[0]); });
}
