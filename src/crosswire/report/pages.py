"""Single articles for people: what was kept, what was removed and why, who is quoted."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crosswire.records.article import Found, Passage, PassageKind, Removed, Revision
from crosswire.records.failure import Failure
from crosswire.records.kinds import kind_of
from crosswire.records.quotation import Act, Quotation, Reading
from crosswire.records.span import Span
from crosswire.report import html
from crosswire.report.markdown import plain
from crosswire.report.words import one_line, shorten, showable


def revision_table(outcome: Revision | Failure) -> str:
    """An article for the terminal: its facts, its text, and each removed line with its reason."""
    if isinstance(outcome, Failure):
        return one_line(f"{outcome.item}: refused ({outcome.kind}): {outcome.words}") + "\n"
    table = _facts_table(outcome)
    for removed in outcome.removed:
        table.add_row(_cell(f"removed: {removed.reason}"), _cell(_close(removed, 100)))
    for passage in _borderline(outcome):
        table.add_row("kept", _cell(f"{shorten(passage.span.exact, 100)} ({passage.because})"))
    return _printed(table) + f"\n{showable(outcome.body.content)}\n"


def reading_table(reading: Reading) -> str:
    """An article for the terminal with its quotations, names and times."""
    table = _facts_table(reading.revision)
    for quotation in reading.quotations:
        table.add_row(_cell(f"{manner(quotation)}: {speaker(quotation)}"), _cell(words(quotation)))
    for term in reading.terms:
        table.add_row("not speech", _cell(f"{term.span.exact} ({term.because})"))
    for entity in reading.annotation.entities:
        table.add_row(f"name: {kind_of(entity.label)}", _cell(" · ".join(entity.forms)))
    for time in reading.annotation.times:
        table.add_row("time", _cell(f"{time.span.exact} → {time.value}"))
    return _printed(table)


def revision_markdown(outcome: Revision | Failure) -> str:
    """An article as Markdown: facts, text by passages, and what was removed."""
    if isinstance(outcome, Failure):
        return f"# {plain(outcome.item)}\n\nRefused ({outcome.kind}): {plain(outcome.words)}\n"
    lines = [*_facts_markdown(outcome), ""]
    for passage in outcome.passages:
        lines += [_passage_markdown(passage.span.exact, passage.kind), ""]
    if outcome.removed:
        lines += ["## Removed", ""]
        lines += [f"- {r.reason}: {plain(_close(r, 100))}" for r in outcome.removed]
    if close := _borderline(outcome):
        lines += ["", "## Kept, but close", ""]
        lines += [f"- {plain(shorten(p.span.exact, 100))} ({plain(p.because)})" for p in close]
    return "\n".join(lines).rstrip() + "\n"


def _close(removed: Removed, most: int) -> str:
    """Removed words, and why where it was close."""
    because = f" ({removed.because})" if removed.because else ""
    return shorten(removed.words, most) + because


def _borderline(revision: Revision) -> list[Passage]:
    """Passages that were nearly left out."""
    return [p for p in revision.passages if p.because.startswith("borderline")]


def reading_markdown(reading: Reading) -> str:
    """An article's quotations, names and times as Markdown."""
    lines = [*_facts_markdown(reading.revision), "", "## Quotations", ""]
    lines += [
        f"- **{plain(speaker(q))}** ({manner(q)}): {plain(words(q))}" for q in reading.quotations
    ]
    lines += ["", "## Names", ""]
    lines += [
        f"- {kind_of(e.label)}: {plain(' · '.join(e.forms))}" for e in reading.annotation.entities
    ]
    lines += ["", "## Times", ""]
    lines += [f"- {plain(t.span.exact)}: {t.value}" for t in reading.annotation.times]
    return "\n".join(lines) + "\n"


def revisions_html(outcomes: Sequence[Revision | Failure]) -> str:
    """Articles as one HTML file: facts, removed lines with their reasons, text by passages."""
    pages = [
        _sheet(number, outcome, [])
        for number, outcome in enumerate(outcomes, 1)
        if isinstance(outcome, Revision)
    ]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    return html.render("pages.html.j2", title="Articles", pages=pages, refused=refused)


def readings_html(readings: Sequence[Reading]) -> str:
    """Articles with their quotations, names and times as one HTML file."""
    pages = [
        _sheet(number, reading.revision, _lists(reading))
        for number, reading in enumerate(readings, 1)
    ]
    return html.render("pages.html.j2", title="Articles read", pages=pages, refused=[])


Row = tuple[str, str, str]
"""A name, words of the page, and where they stand."""


def facts(revision: Revision) -> list[tuple[str, str]]:
    """What the page says of itself, each with where it was found."""
    return [
        ("headline", _found(revision.headline)),
        ("standfirst", _found(revision.standfirst)),
        ("outlet", _found(revision.outlet)),
        ("authors", "; ".join(_found(author) for author in revision.authors) or "not found"),
        ("published", _found(revision.published)),
        *_more_facts(revision),
        ("language", revision.language or "not determined"),
        ("read for its article", ", ".join(revision.readings) or "line by line"),
        ("completeness", f"{revision.completeness.state} ({revision.completeness.because})"),
        *([("kind of page", _kinds(revision))] if revision.flags else []),
        ("text", f"{len(revision.body)} characters, {revision.body.id}"),
    ]


def _more_facts(revision: Revision) -> list[tuple[str, str]]:
    """What only some pages say of themselves, and what they contradict."""
    told = [
        ("modified", revision.modified),
        ("address", revision.canonical),
        ("section", revision.section),
    ]
    agencies = "; ".join(_found(agency) for agency in revision.agencies)
    return [
        *((name, _found(value)) for name, value in told if value is not None),
        *([("agencies", agencies)] if agencies else []),
        *(
            (f"other {d.field}", f"{d.other.value} ({d.other.source}); {d.because}")
            for d in revision.disagreements
        ),
    ]


def _kinds(revision: Revision) -> str:
    """What kind of page it is beyond an article, and what shows it."""
    return "; ".join(f"{flag.kind} ({flag.because})" for flag in revision.flags)


def _posts(revision: Revision) -> list[tuple[str, list[Row]]]:
    """The posts of a live blog: when, the first words, by whom and where."""
    rows = [
        (
            post.published.value if post.published else "no time of its own",
            shorten(post.headline.exact if post.headline else post.span.exact, 120),
            f"{post.author.value}, {_at(post.span)}" if post.author else _at(post.span),
        )
        for post in revision.posts
    ]
    return [("Posts", rows)] if rows else []


def manner(quotation: Quotation) -> str:
    """How the words are reported; of what is no speech, what it is instead."""
    return quotation.mode if quotation.act is Act.SPEECH else f"{quotation.act}, no words"


def speaker(quotation: Quotation) -> str:
    """Who said it, as the text has it and as resolved."""
    here = " ".join(span.exact for span in quotation.speaker)
    name = quotation.speaker_name
    if not here:
        return name or "no speaker named"
    return f"{name} (“{here}”)" if name and name != here else here


def words(quotation: Quotation) -> str:
    """The runs of a quotation, the gap between them shown as unknown."""
    return " […?] ".join(span.exact for span in quotation.content)


def _sheet(
    number: int, revision: Revision, lists: list[tuple[str, list[Row]]]
) -> dict[str, object]:
    removed = [(r.reason, shorten(r.words, 200), r.because) for r in revision.removed]
    return {
        "anchor": f"page-{number}",
        "title": revision.headline.value if revision.headline else revision.article,
        "facts": [("page", revision.article), *facts(revision)],
        "lists": [*_posts(revision), *lists, ("Removed", removed)],
        "passages": [(p.kind.value, p.voice.value, p.span.exact) for p in revision.passages],
    }


def _lists(reading: Reading) -> list[tuple[str, list[Row]]]:
    annotation = reading.annotation
    return [
        (
            "Quotations",
            [(speaker(q), words(q), f"{manner(q)}, {_at(q.content[0])}") for q in reading.quotations],
        ),
        ("In quotation marks, but nobody's speech",
         [(t.because, t.span.exact, _at(t.span)) for t in reading.terms]),
        ("Names", [(e.name, " · ".join(e.forms), kind_of(e.label)) for e in annotation.entities]),
        ("Times", [(t.value, t.span.exact, _at(t.span)) for t in annotation.times]),
    ]  # fmt: skip


def _at(span: Span) -> str:
    return f"{span.start}–{span.end}"


def _facts_table(revision: Revision) -> Table:
    table = Table(title=_cell(revision.article), show_header=False, title_justify="left")
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts(revision):
        table.add_row(name, _cell(value))
    return table


def _facts_markdown(revision: Revision) -> list[str]:
    heading = f"# {plain(revision.headline.value if revision.headline else revision.article)}"
    return [heading, "", *(f"- {name}: {plain(value)}" for name, value in facts(revision)[1:])]


def _passage_markdown(text: str, kind: PassageKind) -> str:
    marks = {PassageKind.SUBHEAD: "## {}", PassageKind.CAPTION: "*{}*", PassageKind.BYLINE: "*{}*",
             PassageKind.CHROME: "~~{}~~", PassageKind.EMBED: "> {}", PassageKind.PULL_QUOTE: "> *{}*",
             PassageKind.NOTICE: "**{}**"}  # fmt: skip
    return marks.get(kind, "{}").format(plain(text))


def _found(found: Found | None) -> str:
    if found is None:
        return "not found"
    return f"{found.value} ({found.source}{': ' + found.because if found.because else ''})"


def _cell(text: str) -> Text:
    # Text, never markup, and nothing that a terminal obeys: these are a page's words.
    return Text(one_line(text))


def _printed(table: Table) -> str:
    out = StringIO()
    Console(file=out, width=100).print(table)
    return out.getvalue()
