"""A claim check for people and for machines."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text as Words

from crosswire.records.check import Carrier, ClaimCheck, NearPassage, NotFound, ToldOtherwise
from crosswire.records.comparison import Page, Statement
from crosswire.records.span import Text
from crosswire.report import html
from crosswire.report.changed import withdrawn_words
from crosswire.report.contract import Line, check_line, origins_line, withdrawn_line
from crosswire.report.markdown import plain
from crosswire.report.words import moment, one_line, quoted, shorten

_SHOWN = 200
_PAGES = 20
"""Pages without it that are named one by one."""


def line(found: ClaimCheck) -> Line:
    """One JSON object; offsets address the ``text`` of the page, or of its headline."""
    pages = {p.article: p for p in found.pages}
    texts = {r.article: r.revision.body for r in found.readings}
    return {
        "claim": found.claim,
        "kind": found.kind,
        "speaker": found.speaker,
        "verdict": found.verdict,
        "summary": found.summary,
        "carriers": [_carrier_line(c, pages[c.article]) for c in found.carriers],
        "near": [_near_line(n) for n in found.near],
        "not_found": [
            {
                "article": n.article,
                "outlet": n.outlet,
                "nearest": _near_line(n.nearest) if n.nearest else None,
                "gap": n.gap,
            }
            for n in found.not_found
        ],
        "otherwise": [_otherwise_line(o) for o in found.otherwise],
        "earliest": list(found.earliest),
        "undated": list(found.undated),
        "origins": origins_line(found.origins) if found.origins else None,
        "asks": [check_line(c) for c in found.asks],
        "pages": [_page_line(p, texts[p.article]) for p in found.pages],
        "notes": list(found.notes),
        "stages": list(found.stages),
    }


def _carrier_line(one: Carrier, on: Page) -> Line:
    return {
        "article": one.article,
        "outlet": one.outlet,
        "published": _published(on),
        "form": one.form.value,
        "whole": one.whole,
        "field": one.field,
        "spans": [_place(s) for s in one.statements],
        "missing": list(one.missing),
        "because": list(one.because),
        "withdrawn": [withdrawn_line(w) for w in one.withdrawn],
    }


def _near_line(one: NearPassage) -> Line:
    return {
        "article": one.article,
        "outlet": one.outlet,
        "field": one.field,
        **_place(one.statement),
        "nearness": one.nearness,
        "why": list(one.why),
    }


def _otherwise_line(one: ToldOtherwise) -> Line:
    detail = one.words
    return {
        "article": one.article,
        "outlet": one.outlet,
        "field": one.field,
        **_place(one.statement),
        "kind": one.kind,
        "asked": one.asked,
        "detail": {"start": detail.start, "end": detail.end, "words": detail.exact}
        if detail
        else None,
        "nearness": one.nearness,
        "because": one.because,
    }


def _page_line(on: Page, text: Text) -> Line:
    return {
        "id": on.article,
        "outlet": on.outlet,
        "title": on.headline.value if on.headline else None,
        "published": _published(on),
        "duplicate_of": on.duplicate_of,
        "text_id": text.id,
        "text": text.content,
    }


def table(found: ClaimCheck, *, width: int = 100, styled: bool = False) -> str:
    """For a terminal."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=styled, legacy_windows=False, highlight=False
    )
    console.print(Words(one_line(found.claim), style="bold"))
    console.print(Words(found.summary))
    for title, lines in _parts(found):
        console.print()
        console.print(Words(title, style="bold underline"))
        for shown in lines:
            console.print(Words(f"- {one_line(shown)}"))
    console.print()
    for note in found.notes:
        console.print(Words(one_line(note), style="dim"))
    return "\n".join(row.rstrip() for row in out.getvalue().splitlines()) + "\n"


def markdown(found: ClaimCheck) -> str:
    """For notes and tickets."""
    blocks = [f"# {plain(found.claim)}", plain(found.summary)]
    for title, lines in _parts(found):
        blocks += [f"## {title}", "\n".join(f"- {plain(shown)}" for shown in lines)]
    if found.notes:
        blocks += ["## Notes", "\n".join(f"- {plain(note)}" for note in found.notes)]
    return "\n\n".join(blocks) + "\n"


def page(found: Sequence[ClaimCheck]) -> str:
    """One self-contained HTML file."""
    return html.render(
        "check.html.j2", title="Claim check", checks=[(c, list(_parts(c))) for c in found]
    )


def _parts(found: ClaimCheck) -> Iterator[tuple[str, list[str]]]:
    """The parts of the answer in their order, each with its lines; empty parts are left out."""
    pages = {p.article: p for p in found.pages}
    if found.carriers:
        yield "Who carries it", [_carrier(c, pages[c.article]) for c in found.carriers]
        yield "Earliest seen", _earliest(found, pages)
    if found.origins:
        named = {p.article: p.outlet for p in found.pages}
        edges = dict.fromkeys(
            f"{named.get(e.source, e.source)} rests on {named.get(e.target, e.target)}: {e.because}"
            for e in found.origins.edges
        )
        yield "Where it comes from", [found.origins.words, *edges]
    if found.otherwise:
        yield "Told otherwise, so not found", [_otherwise(o) for o in found.otherwise]
    told = [o.statement.span for o in found.otherwise]
    silent = [n for n in found.not_found if n.article not in {o.article for o in found.otherwise}]
    if silent:
        more = len(silent) - _PAGES
        rest = [f"{more} more texts: not found there either"] if more > 0 else []
        yield "Not found in these texts", [*map(_not_found, silent[:_PAGES]), *rest]
        told += [n.nearest.statement.span for n in silent[:_PAGES] if n.nearest]
    near = [n for n in found.near if not any(n.statement.span.overlap(t) for t in told)]
    if near:
        yield "Near, not the same: read", [_near(n) for n in near]
    if found.asks:
        yield "What remains to ask", [f"{c.what} (with {c.with_whom})" for c in found.asks]


def _carrier(one: Carrier, on: Page) -> str:
    where = "" if one.field == "body" else f" ({one.field})"
    words = " / ".join(shorten(s.span.exact, _SHOWN) for s in one.statements)
    part = "" if one.whole else "; a part only"
    missing = f"; without {_listed(one.missing)}" if one.missing else ""
    because = f"; {'; '.join(one.because)}" if one.because else ""
    when = moment(on.published.value) if on.published else "undated"
    back = "".join(f"; {withdrawn_words(w)}" for w in one.withdrawn)
    return f"{one.outlet}, {when}: {one.form.value}{where}{part}: {words}{missing}{because}{back}"


def _earliest(found: ClaimCheck, pages: dict[str, Page]) -> list[str]:
    first = [pages[a] for a in found.earliest]
    lines = [f"{p.outlet}, {moment(_published(p) or '')}, by its own stated time" for p in first]
    if len(first) > 1:
        lines.append("Which of these came first is not shown by the times they state.")
    undated = [pages[a].outlet for a in found.undated]
    return [*lines, *(f"{outlet} carries it and states no time" for outlet in undated)]


def _otherwise(one: ToldOtherwise) -> str:
    where = "" if one.field == "body" else f" ({one.field})"
    return f"{one.outlet}{where}: {one.because}: {shorten(one.statement.span.exact, _SHOWN)}"


def _not_found(one: NotFound) -> str:
    """That a page does not have it, the nearest it has, and why that does not count."""
    reach = f"what was captured of this text, which {one.gap}" if one.gap else "this text"
    missing = f"{one.outlet}: not found in {reach}"
    near = one.nearest
    if near is None:
        return f"{missing}; no passage comes near it"
    where = "" if near.field == "body" else f" ({near.field})"
    words = quoted(shorten(near.statement.span.exact, _SHOWN))
    return f"{missing}; nearest{where}: {words}, which does not count: {'; '.join(near.why)}"


def _near(one: NearPassage) -> str:
    where = "" if one.field == "body" else f" ({one.field})"
    words = shorten(one.statement.span.exact, _SHOWN)
    return f"{one.outlet}{where}: {quoted(words)}: {'; '.join(one.why)}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{w}”" for w in words)


def _published(on: Page) -> str | None:
    return on.published.value if on.published else None


def _place(statement: Statement) -> Line:
    return {
        "start": statement.span.start,
        "end": statement.span.end,
        "words": statement.span.exact,
        "voice": statement.voice.value,
        "holder": statement.holder,
    }
