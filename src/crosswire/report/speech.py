"""Quotations, headline words, names and dates as a report shows them."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from crosswire.records.base import Record
from crosswire.records.comparison import (
    Comparison,
    Cut,
    DatedSpan,
    HeadlineWords,
    LeftOut,
    Page,
    Speaker,
    Utterance,
)
from crosswire.records.kinds import kind_of
from crosswire.records.quotation import Act, Quotation, SourceKind
from crosswire.report.leads import lead_in
from crosswire.report.shelf import Place, Shelf
from crosswire.report.words import moment, shorten

_NOBODY = re.compile(r"(?:neither|no|none|nobody|not|few|hardly|nor)\b", re.IGNORECASE)
"""How the words of a source begin that say that it did not."""


class QuoteView(Record):
    """One utterance as one page reports it."""

    place: Place
    quotation: Quotation
    runs: tuple[tuple[str, str], ...]
    """(what stands between it and the run before, the run's words)."""
    lead: str
    """The words before a paraphrase that does not read alone; they are no part of it."""
    source: str
    """The page's own words for the speaker."""
    standing: str
    """Where it stands on its page, and whether it is a translation."""


class CutView(Record):
    """Two pages' forms of one utterance, word by word."""

    kept: str
    because: str
    alike: bool
    """The words are the same: there is nothing to set side by side."""
    left_out: tuple[str, ...]
    """What only the other form has inside, between its runs or at an end, and what marks it."""
    bracketed: tuple[str, ...]
    """Words in brackets and whose they are."""
    sides: tuple[tuple[Place, tuple[tuple[str, str], ...]], ...]
    """(page, segments), a segment's kind being "same", "here" or "there" (words missing here)."""
    diff: tuple[tuple[Literal["same", "only a", "only b"], str], ...] = ()
    """The same as one run of words; ``a`` is the first side."""


class SpeakerView(Record):
    """Everything one person or body is reported to have said."""

    number: int
    name: str
    what: str
    """What a reader must know of the name: "a document", "one person or several: not shown"."""
    quoted: int
    quotes: tuple[QuoteView, ...]
    cuts: tuple[CutView, ...]


class AscribedView(Record):
    """What pages ascribe to one person or body without words of theirs."""

    name: str
    lines: tuple[tuple[Place, str], ...]
    """(where, the cue and what it governs)."""


class HeadlineView(Record):
    """Quoted words of a headline and where the body has them."""

    label: str
    words: HeadlineWords
    found: Place | None


class NameView(Record):
    """Someone or something and every form of the name, with the pages that use each."""

    name: str
    label: str
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    """(form, codes of the pages it stands in)."""
    pages: int
    because: tuple[str, ...]


class DateView(Record):
    """One time value and the words that stand for it, page by page."""

    value: str
    shown: str
    inferred: bool
    """True when every page's reading of it is an inference."""
    words: tuple[tuple[Place, DatedSpan], ...]


def speaker_views(comparison: Comparison, shelf: Shelf) -> list[SpeakerView]:
    """Speakers in the comparison's order."""
    return [
        SpeakerView(
            number=number,
            name=speaker.name,
            what=_what(speaker),
            quoted=speaker.quoted,
            quotes=tuple(_quote(u, shelf) for u in speaker.utterances),
            cuts=tuple(_cut(cut, shelf) for cut in speaker.cuts),
        )
        for number, speaker in enumerate(_worth_showing(comparison.speakers), 1)
    ]


def ascribed_views(comparison: Comparison, shelf: Shelf) -> list[AscribedView]:
    """Thoughts, plans and mere topics by whom they are ascribed to; the unnamed are left out."""
    return [
        AscribedView(
            name=speaker.name,
            lines=tuple(
                (shelf.place(u.article, u.quotation.content[0]), _with_cue(u, shelf)) for u in found
            ),
        )
        for speaker in comparison.speakers
        if (found := [u for u in speaker.ascribed if _told(u.quotation)])
    ]


def _told(quotation: Quotation) -> bool:
    """Whether it is ascribed to somebody. A deed is told elsewhere, as what happened."""
    known = quotation.speaker_entity or (quotation.speaker_name and quotation.source_kind)
    return bool(known) and quotation.act is not Act.DEED


def _what(speaker: Speaker) -> str:
    """What the name does not show: that it is a paper's, that one or several may go by it."""
    said = [u.quotation for u in (*speaker.utterances, *speaker.ascribed)]
    if speaker.entity is None and {q.source_kind for q in said} == {SourceKind.DOCUMENT}:
        return "a document"
    pages = {u.article for u in (*speaker.utterances, *speaker.ascribed)}
    several = speaker.entity is None and speaker.perhaps and len(pages) > 1
    return "one person or several: not shown" if several else ""


def _with_cue(utterance: Utterance, shelf: Shelf) -> str:
    """Cue and content in the order of the text: "hopes to reopen the bridge"."""
    quotation = utterance.quotation
    lead = lead_in(shelf.readings.get(utterance.article), quotation)
    start = quotation.content[0].start
    cues = [c for c in quotation.cue if not lead or c.start > start]
    spans = sorted((*cues, *quotation.content), key=lambda s: s.start)
    words = " … ".join(s.exact for s in spans)
    shown = f"{lead} {words}" if lead else words
    # "Neither the line nor its captain answered": without them the words would say that they did.
    denied = [s.exact for s in quotation.speaker if _NOBODY.match(s.exact) and s.exact not in shown]
    return " ".join((*denied, shown))


def _worth_showing(speakers: Iterable[Speaker]) -> list[Speaker]:
    return [s for s in speakers if s.utterances]


def _quote(utterance: Utterance, shelf: Shelf) -> QuoteView:
    article, quotation = utterance.article, utterance.quotation
    reading = shelf.readings.get(article)
    body = reading.revision.body.content if reading else ""
    runs, end = [], None
    for span in quotation.content:
        between = body[end : span.start].strip() if end is not None else ""
        runs.append((between, span.exact))
        end = span.end
    return QuoteView(
        place=shelf.place(article, quotation.content[0]),
        quotation=quotation,
        runs=tuple(runs),
        lead=lead_in(reading, quotation),
        source=" ".join(s.exact for s in quotation.speaker),
        standing=standing(utterance),
    )


def _cut(cut: Cut, shelf: Shelf) -> CutView:
    kinds = ({"same": "same", "only a": "here", "only b": "there"},
             {"same": "same", "only a": "there", "only b": "here"})  # fmt: skip
    a, b = shelf.label(cut.a.article), shelf.label(cut.b.article)
    kept = {"shorter here": f"shorter in {a}", "shorter there": f"shorter in {b}"}
    return CutView(
        kept=kept.get(cut.kept, cut.kept),
        because=_by_label(cut, a, b),
        diff=cut.diff,
        alike=cut.kept == "same words",
        left_out=tuple(_left_out(line, (a, b)) for line in cut.left_out),
        bracketed=tuple(
            f"{span.exact} is {a if side == 'a' else b}'s own" for side, span in cut.bracketed
        ),
        sides=tuple(
            (
                shelf.place(side.article, side.quotation.content[0]),
                tuple((kind[step], words) for step, words in cut.diff if words.strip()),
            )
            for side, kind in zip((cut.a, cut.b), kinds, strict=True)
        ),
    )


def _by_label(cut: Cut, a: str, b: str) -> str:
    """Why both are one utterance, with the outlets for the names of their pages."""
    said = cut.because
    for side, label in ((cut.a, a), (cut.b, b)):
        said = said.replace(f" are not in {side.article}, which", f" are not in {label}, which")
    return said


def _left_out(line: LeftOut, labels: tuple[str, str]) -> str:
    """ "not in The Gazette's form, inside, no cut marked there: “every vessel”": which of both is
    true to what was said cannot be told from them."""
    label = labels[0] if line.side == "a" else labels[1]
    inner = line.where in ("inside", "between runs")
    shown = f", cut marked {line.mark}" if line.mark else ", no cut marked there" if inner else ""
    where = {"before": "before it", "after": "after it"}.get(line.where, line.where)
    return f"not in {label}'s form, {where}{shown}: “{shorten(line.span.exact, 120)}”"


def standing(utterance: Utterance) -> str:
    """Where it stands on its page, and what the page says of a translation."""
    told = utterance.translated
    parts: list[str] = [place for place in utterance.placed if place != "body"]
    if told is not None:
        near = " (said of earlier words)" if told.near else ""
        spoken = f"in {told.language}" if told.language else "translated"
        parts.append(f"{spoken}{f', by {told.translator}' if told.translator else ''}{near}")
    return ", ".join(parts)


def headline_views(comparison: Comparison, shelf: Shelf) -> list[HeadlineView]:
    """Quoted headline words, those not found word for word first."""
    ordered = sorted(comparison.headline_words, key=lambda h: h.standing == "verbatim in speech")
    return [
        HeadlineView(
            label=shelf.label(h.article),
            words=h,
            found=shelf.place(h.found_article or h.article, h.found) if h.found else None,
        )
        for h in ordered
    ]


def headline_parts(
    words: Iterable[HeadlineWords], article: str, field: str, text: str
) -> list[tuple[str, bool]]:
    """A headline in segments, its quoted words told apart."""
    parts: list[tuple[str, bool]] = []
    at = 0
    spans = [w.span for w in words if w.article == article and w.field == field]
    for span in sorted(spans, key=lambda s: s.start):
        if span.start < at or text[span.start : span.end] != span.exact:
            continue
        parts += [(text[at : span.start], False), (span.exact, True)]
        at = span.end
    return [*parts, (text[at:], False)]


def name_views(comparison: Comparison, shelf: Shelf) -> list[NameView]:
    """Names with the pages each form stands in; those with most pages and forms first."""
    # A page's mentions carry the page's own entity ids, so names and wordings tie them.
    where: dict[tuple[str, str], dict[str, None]] = {}
    for reading in comparison.readings:
        for mention in reading.annotation.mentions:
            if mention.kind != "pronoun":
                used = where.setdefault((mention.name, mention.span.exact), {})
                used[shelf.code(reading.article)] = None
    views = []
    for entity in comparison.entities:
        names = (entity.name, *(f for f in entity.forms if f != entity.name))
        forms = tuple(
            (form, tuple(dict.fromkeys(c for name in names for c in where.get((name, form), ()))))
            for form in entity.forms
        )
        views.append(
            NameView(
                name=entity.name,
                label=kind_of(entity.label),
                forms=forms,
                pages=len({code for _, codes in forms for code in codes}),
                because=entity.because,
            )
        )
    return sorted(views, key=lambda v: (-v.pages, -len(v.forms), v.name))


def term_views(comparison: Comparison, shelf: Shelf) -> list[tuple[str, list[tuple[Place, str]]]]:
    """(words in marks that are nobody's speech, where they stand and why)."""
    terms: dict[str, list[tuple[Place, str]]] = {}
    for reading in comparison.readings:
        for term in reading.terms:
            use = (shelf.place(reading.article, term.span), term.because)
            terms.setdefault(term.span.exact.strip("“”\"'‘’"), []).append(use)
    return [(f"“{words}”", uses) for words, uses in terms.items()]


def date_views(comparison: Comparison, shelf: Shelf) -> tuple[list[DateView], list[DateView]]:
    """(points in time in their order, durations and repeated times)."""
    groups: dict[str, list[DatedSpan]] = {}
    for dated in comparison.dates:
        groups.setdefault(dated.time.value, []).append(dated)
    views = [
        DateView(
            value=value,
            shown=moment(value),
            inferred=all(d.time.inferred for d in group),
            words=tuple((shelf.place(d.article, d.time.span), d) for d in group),
        )
        for value, group in groups.items()
    ]
    line = [v for v in views if v.value[:4].isdigit() and v.words[0][1].time.type != "SET"]
    rest = [v for v in views if v not in line]
    return sorted(line, key=lambda v: _when(v.value)), rest


def inferred_days(comparison: Comparison) -> dict[str, tuple[str, str]]:
    """Page without a day of its own → the day its times are read against, and why."""
    return {
        dated.article: (dated.time.anchor, dated.time.inferred)
        for dated in comparison.dates
        if dated.time.anchor and dated.time.inferred
    }


def published(page: Page, days: dict[str, tuple[str, str]]) -> str:
    """When the page says it was published; else the inferred day it is read as of."""
    if page.published is None:
        day = days.get(page.article)
        return f"not stated; read as of {moment(day[0])} (inferred)" if day else "not stated"
    inferred = " (inferred)" if page.published.source == "inferred" else ""
    return moment(page.published.value) + inferred


def _when(value: str) -> tuple[str, str]:
    """Sort key: a week stands at its Monday, a weekend at its Saturday, a month at its start."""
    week = re.match(r"(\d{4})-W(\d\d)(-WE)?", value)
    if not week:
        return value, value
    try:
        day = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
    except ValueError:
        return value, value
    return day.isoformat(), value
