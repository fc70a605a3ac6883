"""A comparison for a terminal: what an editor reads first, then the rest in short."""

from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crosswire.records.comparison import Comparison, Page, Tier
from crosswire.report import points, primary, singles, speech
from crosswire.report.changed import (
    CorrectionView,
    changed_sides,
    changed_words,
    correction_views,
    withdrawn_words,
)
from crosswire.report.points import ConflictView, OneOrigin, PointView
from crosswire.report.shelf import Shelf, title
from crosswire.report.speech import QuoteView, published
from crosswire.report.words import CAPTURED, count, one_line, shorten

MOST = 20
"""Lines shown of a long list; the HTML report has them all."""


def comparison(record: Comparison, *, width: int = 100, styled: bool = False) -> str:
    """The comparison as text, ``width`` columns wide; ``styled`` with a terminal's colours."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=styled, legacy_windows=False, highlight=False
    )
    show(record, console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def show(record: Comparison, console: Console) -> None:
    """Print the comparison on ``console``."""
    shelf = Shelf(record)
    views = points.point_views(record, shelf)
    console.print(_plain(title(record), style="bold"))
    console.print(_pages(record, shelf))
    _list(
        console,
        "Conflicts and tensions",
        [
            *map(_correction, correction_views(record, shelf)),
            *(_conflict(v, shelf) for v in points.conflict_views(record, views, shelf)),
        ],
        "None found. That is no proof that the pages agree.",
    )
    _list(console, "Rests on one known origin", [_origin(g) for g in points.one_origin(views)],
          "No shared origin was shown. Unknown is not independent.")  # fmt: skip
    _list(console, "Quoted words in headlines",
          [_headline(v) for v in speech.headline_views(record, shelf)],
          "No headline quotes anyone.")  # fmt: skip
    if record.primary is not None:
        runs = [_plain(primary.told(v)) for v in primary.check_views(record, shelf)]
        _list(console, primary.heading(record.primary), runs, "No page quotes anyone.")
    checks = [_plain(f"{c.what} (with {c.with_whom})") for c in record.checks]
    _list(console, "Check before you publish", checks, "Nothing was singled out.")
    _list(console, "What several tell", [_point(v) for v in views], "Nothing was found shared.")
    possible = [_possible(v) for v in points.possible_views(record, shelf)]
    _list(console, "Perhaps the same: read both", possible, "Nothing.")
    _only(record, console, shelf)
    for speaker in speech.speaker_views(record, shelf):
        note = f", {speaker.what}" if speaker.what else ""
        _list(console, f"Said: {speaker.name}{note}", [_quote(q) for q in speaker.quotes], "")
    for outsider in record.outsiders:
        console.print(
            _plain(f"About another event: {shelf.label(outsider.article)}: {outsider.because}")
        )
    console.print()
    for note in record.notes:
        console.print(_plain(note, style="dim"))


def _pages(record: Comparison, shelf: Shelf) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Outlet", "Headline", "Published", "Voice", "Capture"):
        table.add_column(column, overflow="fold")
    days = speech.inferred_days(record)
    for page in record.pages:
        headline = page.headline.value if page.headline else "no headline found"
        table.add_row(
            _plain(shelf.label(page.article), style="bold"),
            _plain(shorten(headline, 90)),
            _plain(_when(page, published(page, days))),
            _plain(", ".join(page.voices) or "news"),
            _plain(_capture(page, shelf)),
        )
    return table


def _when(page: Page, published: str) -> str:
    changed = changed_words(page.changed)
    return f"{published}; {changed}" if changed else published


def _capture(page: Page, shelf: Shelf) -> str:
    same = f", same text as {shelf.label(page.duplicate_of)}" if page.duplicate_of else ""
    return CAPTURED[page.completeness.state] + same


def _list(console: Console, name: str, items: list[Text], empty: str) -> None:
    console.print()
    console.print(_plain(f"{name} ({len(items)})" if items else name, style="bold underline"))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=4, justify="right")
    grid.add_column(overflow="fold")
    for number, item in enumerate(items[:MOST], 1):
        grid.add_row(f"{number}.", item)
    if items:
        console.print(grid)
    else:
        console.print(_plain(f"  {empty}", style="dim"))
    if len(items) > MOST:
        console.print(_plain(f"  and {len(items) - MOST} more; --format html has all of them"))


def _correction(view: CorrectionView) -> Text:
    kind, words = view.correction.kind, view.correction.span.exact
    line = Text.assemble(
        (kind.upper(), "bold red"), f" by {one_line(view.place.label)}: {shorten(words, 300)}"
    )
    if view.takes_back:
        line.append(f"\n{one_line(view.takes_back)}", style="dim")
    for place, told, known in view.told:
        line.append(f"\nstill carries it, {one_line(place.label)}: ", style="bold")
        line.append(shorten(told, 160))
        line.append(f" ({one_line(known)})" if known else "", style="dim")
    return line


def _conflict(view: ConflictView, shelf: Shelf) -> Text:
    conflict = view.conflict
    line = Text.assemble(
        (conflict.grade.upper(), "bold red" if conflict.grade == "conflict" else "bold yellow"),
        f" {conflict.kind}: {one_line(conflict.because)}",
    )
    for cell, segments in view.sides:
        line.append(f"\n{one_line(cell.place.label)}: ", style="bold")
        for words, differs in segments:
            line.append(one_line(words) + " ", style="underline" if differs else "")
    for changed in changed_sides(conflict, shelf):
        line.append(f"\n{one_line(changed)}", style="dim")
    return line


def _origin(group: OneOrigin) -> Text:
    numbers = ", ".join(str(v.number) for v in group.points[:12])
    reason = "; ".join(group.because) or "; ".join(group.points[0].point.reasons)
    return _plain(
        f"{count(len(group.labels), 'outlet')}, 1 origin: {shorten(reason, 160)} "
        f"({count(len(group.points), 'point')}: {numbers}{', …' * (len(group.points) > 12)})"
    )


def _headline(view: speech.HeadlineView) -> Text:
    found = view.words.found
    near = f" → {shorten(found.exact, 70)}" if found else ""
    return _plain(f"{view.words.span.exact}  {view.label}: {view.words.standing}{near}")


def _point(view: PointView) -> Text:
    point = view.point
    line = Text()
    if point.speaker:
        line.append(f"{one_line(point.speaker)}: ", style="bold")
    line.append(shorten(point.wording.span.exact, 160))
    told = " ".join(cells[0].place.code for cells in view.pages)
    tier = "sure" if point.tier is Tier.SURE else "likely"
    facts = f"\n{tier} · {point.relation} · {point.origins.words} · {told}"
    line.append(facts + f" · words of {one_line(view.wording.label)}", style="dim")
    line.append(f"\n{one_line('; '.join(points.layers(point.origins)))}", style="dim")
    for words in map(withdrawn_words, point.withdrawn):
        line.append(f"\nWITHDRAWN: {one_line(words)}", style="bold red")
    return line


def _possible(view: PointView) -> Text:
    sides = [
        f"{one_line(cell.place.label)}: {shorten(cell.words, 120)}"
        for page in view.pages
        for cell in page
    ]
    return Text("\n".join(sides))


def _only(record: Comparison, console: Console, shelf: Shelf) -> None:
    for column in singles.columns(record, shelf):
        items = [
            _plain(shorten(view.words, 160) + (f" [{heading.lower()}]" if heading else ""))
            for heading, views in column.groups
            for view in views
        ]
        name = f"Found in one text only: {column.label}"
        if column.unknown:
            name += f" (cannot tell: {'; '.join(column.because)})"
        _list(console, name, items, "nothing")


def _quote(view: QuoteView) -> Text:
    lead = f"[{view.lead}] " if view.lead else ""
    runs = lead + " […] ".join(run for _, run in view.runs)
    said = view.quotation
    notes = [said.mode.value] if said.mode != "direct" else []
    notes += [] if said.voice.tells_news else [said.voice.value]
    shown = f" ({', '.join(notes)})" if notes else ""
    return _plain(f"{view.place.label}: {shorten(runs, 220)}{shown}")


def _plain(text: str, style: str = "") -> Text:
    # Text, never markup: an outlet's "[red]" is words.
    return Text(text if text.startswith("  ") else one_line(text), style=style)
