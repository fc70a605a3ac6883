"""Words that a page does not show are nobody's report: not lined up, not quoted, and said to be there."""

from pathlib import Path

import crosswire

TOLD = (
    "<p>The council of Harnmouth voted on Tuesday to close the old ferry pier after two months of "
    "repairs had failed to stop the rust.</p><p>Residents who depend on the boat said they had heard "
    "of the plan only from a notice that was posted on a lamp.</p>"
)
CLAIM = (
    "Oskar Brandt, the treasurer of Harnmouth, took 4,000 crowns from the pier fund in March. “I took "
    "the money from the pier fund,” Brandt said on Monday."
)


def page(folder: Path, name: str, how: str) -> Path:
    made = folder / f"{name}.html"
    made.write_text(
        f"<html><head><title>Pier to close in Harnmouth</title><meta property='og:site_name' "
        f"content='{name}'></head><body><article><h1>Pier to close in Harnmouth</h1>{TOLD}"
        f"<p {how}>{CLAIM}</p></article></body></html>",
        encoding="utf-8",
    )
    return made


def test_what_one_page_hides_is_not_what_both_report(tmp_path: Path) -> None:
    shown, hides = page(tmp_path, "Corran Wire", ""), page(tmp_path, "Harn Courier", "hidden")
    found = crosswire.compare([shown, hides], pipeline="small").record
    both = " ".join(m.span.exact for p in found.points for g in p.members for m in [g])
    assert "council" in both
    assert "4,000" not in both
    assert "took the money" not in both
    quoted = {(q.speaker_name, r.article) for r in found.readings for q in r.quotations}
    assert {article for name, article in quoted if name == "Oskar Brandt"} == {"Corran Wire"}
    assert (
        "1 passage of the page of Harn Courier was left out: in its markup, and not shown when it "
        "opens." in found.notes
    )
