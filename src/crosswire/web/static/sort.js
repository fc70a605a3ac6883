// Sorts a table in place by the heading that is chosen; without this the heading's link does it.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("table[data-sortable] a.sort");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const head = link.closest("th");
  const table = head.closest("table");
  const rows = [...table.tBodies[0].rows];
  const place = head.cellIndex;
  // Points by number begin with the least, everything else with the most.
  const usual = link.dataset.sort === "number" ? 1 : -1;
  const turned = head.getAttribute("aria-sort") === (usual > 0 ? "ascending" : "descending");
  const way = turned ? -usual : usual;
  const value = (row, n) => Number(row.cells[n].dataset.value);
  rows.sort((a, b) => way * (value(a, place) - value(b, place)) || value(a, 0) - value(b, 0));
  table.tBodies[0].append(...rows);
  for (const one of head.parentElement.cells) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
});
