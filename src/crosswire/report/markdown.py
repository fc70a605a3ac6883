"""A comparison as Markdown, for notes and tickets."""

import re
from collections.abc import Iterable, Iterator

from crosswire.records.comparison import Comparison
from crosswire.report import points, primary, singles, speech
from crosswire.report.changed import (
    CorrectionView,
    changed_sides,
    changed_words,
    correction_views,
    withdrawn_words,
)
from crosswire.report.points import ConflictView, PointView
from crosswire.report.shelf import Shelf, title
from crosswire.report.speech import CutView, QuoteView, SpeakerView
from crosswire.report.within import WithinView, within_views
from crosswire.report.words import CAPTURED, count, one_line, quoted

_ACTIVE = re.compile(r"([\\`*_{}\[\]>#|~!&$])")
_LINE_START = re.compile(r"^(\s*)([-+=:]|\d+[.)])")


def comparison(record: Comparison) -> str:
    """The whole comparison; outlets' words are shown and do nothing else."""
    shelf = Shelf(record)
    views = points.point_views(record, shelf)
    blocks = [
        f"# {plain(title(record))}",
        *_pages(record, shelf),
        *_section("Conflicts and tensions",
                  [*map(_correction, correction_views(record, shelf)),
                   *(_conflict(v, shelf) for v in points.conflict_views(record, views, shelf))],
                  "None found. That is no proof that the pages agree."),
        *_section("Rests on one known origin", map(_origin, points.one_origin(views)),
                  "No shared origin was shown. Unknown is not independent."),
        *_section("Quoted words in headlines", map(_headline, speech.headline_views(record, shelf)),
                  "No headline quotes anyone."),
        *_own(record, shelf),
        *_primary(record, shelf),
        *_section("Check before you publish",
                  (f"{plain(c.what)} *with {plain(c.with_whom)}*" for c in record.checks),
                  "Nothing was singled out."),
        *_section("What several tell", map(_point, views), "Nothing was found to be shared."),
        *_section("Perhaps the same: read both", map(_possible, points.possible_views(record, shelf)),
                  "Nothing."),
        *_only(record, shelf),
        *_quotations(speech.speaker_views(record, shelf)),
        *_section("Ascribed, not said", map(_ascribed, speech.ascribed_views(record, shelf)),
                  "Nothing."),
        *_dates(record, shelf),
        *_section("Notes", map(plain, record.notes), "None."),
    ]  # fmt: skip
    return "\n\n".join(blocks) + "\n"


def _primary(record: Comparison, shelf: Shelf) -> Iterator[str]:
    """The section on primary sources, when there are any."""
    if record.primary is not None:
        views = primary.check_views(record, shelf)
        lines = (plain(primary.told(view)) for view in views)
        yield from _section(primary.heading(record.primary), lines, "No page quotes anyone.")


def plain(text: str) -> str:
    """Words as Markdown that shows them and does nothing else."""
    escaped = _ACTIVE.sub(r"\\\1", one_line(text))
    # An address must not become a link of its own accord, nor "<" a tag in a lax renderer.
    escaped = escaped.replace("://", ":\u2060//").replace("<", "&lt;")
    return _LINE_START.sub(r"\1\\\2", escaped)


def _section(title: str, items: Iterable[str], empty: str) -> Iterator[str]:
    yield f"## {title}"
    lines = [f"- {item}" for item in items]
    yield "\n".join(lines) if lines else empty


def _pages(record: Comparison, shelf: Shelf) -> Iterator[str]:
    yield "## Pages"
    rows = ["| Outlet | Headline | Published | Voice | Capture |", "|---|---|---|---|---|"]
    days = speech.inferred_days(record)
    for page in record.pages:
        headline = plain(page.headline.value) if page.headline else "none found"
        changed = changed_words(page.changed)
        when = speech.published(page, days) + (f"; {changed}" if changed else "")
        voices = ", ".join(page.voices) or "news"
        rows.append(
            f"| {plain(shelf.label(page.article))} | {headline} | {plain(when)} "
            f"| {voices} | {CAPTURED[page.completeness.state]} |"
        )
    yield "\n".join(rows)


def _correction(view: CorrectionView) -> str:
    told = "".join(
        f"\n  - still carries it, {plain(place.label)}: “{plain(words)}”"
        + (f" ({plain(known)})" if known else "")
        for place, words, known in view.told
    )
    back = f"\n  - {plain(view.takes_back)}" if view.takes_back else ""
    correction = view.correction
    words = plain(correction.span.exact)
    return f"**{correction.kind}** by {plain(view.place.label)}: “{words}”{back}{told}"


def _conflict(view: ConflictView, shelf: Shelf) -> str:
    sides = "".join(
        f"\n  - {plain(cell.place.label)}: “{plain(cell.words)}”" for cell, _ in view.sides
    )
    conflict = view.conflict
    changed = "".join(f"\n  - {plain(words)}" for words in changed_sides(conflict, shelf))
    return f"**{conflict.grade}**, {conflict.kind}: {plain(conflict.because)}{sides}{changed}"


def _origin(group: points.OneOrigin) -> str:
    numbers = ", ".join(str(view.number) for view in group.points)
    reason = "; ".join(group.because) or "; ".join(group.points[0].point.reasons)
    return f"{count(len(group.labels), 'outlet')}, 1 origin: {plain(reason)} (points {numbers})"


def _headline(view: speech.HeadlineView) -> str:
    near = f"; nearest: {plain(view.words.found.exact)}" if view.words.found else ""
    return f"{plain(view.words.span.exact)} in {plain(view.label)}: {view.words.standing}{near}"


def _own(record: Comparison, shelf: Shelf) -> Iterator[str]:
    """The section on headlines that disagree with their own text, when there are any."""
    views = within_views(record, shelf)
    if views:
        yield from _section("Headlines against their own text", map(_within, views), "")


def _within(view: WithinView) -> str:
    within = view.within
    return (
        f"{within.kind}, {plain(view.label)}, {within.field} “{plain(within.span.exact)}”: "
        f"{plain(within.because)}\n  - text: “{plain(within.body.exact)}”"
    )


def _point(view: PointView) -> str:
    point = view.point
    speaker = f"{plain(point.speaker)}: " if point.speaker else ""
    cells = "".join(
        f"\n  - {plain(cell.place.label)}{_voice(cell.voice)}: {_beside(cell.lead)}"
        f"**{plain(cell.words)}**{_beside(cell.tail)}"
        for page in view.pages
        for cell in page
    )
    words = dict.fromkeys(a.words for a in view.absent)
    silent = "".join(
        f"\n  - {plain(why.removesuffix(' this text'))}: "
        + ", ".join(plain(a.label) for a in view.absent if a.words == why)
        for why in words
    )
    layers = "".join(f"\n  - {plain(layer)}" for layer in points.layers(point.origins))
    withdrawn = "".join(
        f"\n  - **withdrawn**: {plain(words)}" for words in map(withdrawn_words, point.withdrawn)
    )
    return (
        f"({view.number}) {speaker}“{plain(point.wording.span.exact)}” "
        f"(words of {plain(view.wording.label)}; {point.tier}, {point.relation}; "
        f"{point.origins.words}){cells}{silent}{layers}{withdrawn}"
    )


def _voice(name: str) -> str:
    """A voice that is no outlet's own news, in brackets."""
    return "" if name == "news" else f" ({plain(name)})"


def _possible(view: PointView) -> str:
    cells = (
        f"{plain(cell.place.label)}: “{plain(cell.words)}”" for page in view.pages for cell in page
    )
    return " / ".join(cells)


def _beside(text: str) -> str:
    """Words before or after the marked ones, with one space where the text has space."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{plain(text)}{after}" if text.strip() else before


def _only(record: Comparison, shelf: Shelf) -> Iterator[str]:
    yield "## Found in one text only"
    for column in singles.columns(record, shelf):
        yield f"### {plain(column.label)}"
        if column.unknown:
            yield f"Cannot tell: {plain('; '.join(column.because))}."
        for heading, views in column.groups:
            lines = [f"{heading}:\n"] if heading else []
            yield "\n".join([*lines, *(f"- {_single(view)}" for view in views)])
        if not column.count:
            yield "Nothing."


def _single(view: singles.SingleView) -> str:
    notes = ["cannot tell"] if view.unknown else []
    notes += [plain(view.cell.voice)] if view.cell.voice != "news" else []
    notes += [plain(view.near)] if view.near else []
    return plain(quoted(view.cell.words)) + (f" ({'; '.join(notes)})" if notes else "")


def _quotations(speakers: Iterable[SpeakerView]) -> Iterator[str]:
    yield "## Quotations by speaker"
    for speaker in speakers:
        lines = [
            f"- {plain(q.place.label)} ({plain(', '.join(_manner(q)))}): "
            + (plain(f"[{q.lead}]") + " " if q.lead else "")
            + " […] ".join(plain(run) for _, run in q.runs)
            for q in speaker.quotes
        ]
        lines += [_cut(cut) for cut in speaker.cuts]
        note = f" ({speaker.what})" if speaker.what else ""
        yield f"### {plain(speaker.name)}{note}\n\n" + "\n".join(lines)


def _manner(view: QuoteView) -> Iterator[str]:
    """How the words are given, where they stand, and in what voice where that is no news."""
    voice = view.quotation.voice
    yield from filter(None, (view.quotation.mode, view.standing))
    if not voice.tells_news:
        yield voice.value


def _cut(cut: CutView) -> str:
    """Two forms of one utterance: what was kept, and what each leaves out."""
    labels = " / ".join(plain(place.label) for place, _ in cut.sides)
    more = "".join(f"\n  - {plain(line)}" for line in (*cut.left_out, *cut.bracketed))
    return f"- one utterance in {labels}: **{plain(cut.kept)}** ({plain(cut.because)}){more}"


def _ascribed(view: speech.AscribedView) -> str:
    lines = "; ".join(f"{plain(place.code)}: {plain(words)}" for place, words in view.lines)
    return f"{plain(view.name)}: {lines}"


def _dates(record: Comparison, shelf: Shelf) -> Iterator[str]:
    dated, lasting = speech.date_views(record, shelf)
    yield from _section(
        "Dates",
        (
            f"{plain(view.shown)}{' (inferred)' * view.inferred}: "
            + ", ".join(
                f"“{plain(d.time.span.exact)}” {place.code}"
                + " (inferred)" * bool(d.time.inferred and not view.inferred)
                for place, d in view.words
            )
            for view in [*dated, *lasting]
        ),
        "None were read.",
    )
