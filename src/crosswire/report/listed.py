"""The lists of what is kept: how a story, a hit, a quotation, a run … reads on a line."""

from collections.abc import Sequence
from dataclasses import replace

from crosswire.records.article import Voice
from crosswire.records.kinds import kind_of
from crosswire.records.lists import (
    EntityLine,
    FailureLine,
    Hit,
    Hits,
    QuoteLine,
    QuoteTally,
    RunLine,
    StoryLine,
)
from crosswire.records.story import StoryJudgement
from crosswire.report.contract import Line
from crosswire.report.lists import Cell, Listing, Pieces
from crosswire.report.words import count, moment, shorten

MOST_WORDS = 240
"""Characters shown of long words where the list is for people; JSON has them whole."""


def short(handle: str) -> str:
    """An id as people are shown it; every command takes such a beginning."""
    kind, _, digits = handle.rpartition("-")
    return f"{kind}-{digits[:8]}" if kind and len(digits) > 8 else handle


def days(line: StoryLine) -> str:
    """From when to when, by day, one day once; or why that is not known."""
    if line.first_at is None or line.last_at is None:
        return line.date_doubt or _published(None)
    begin, end = moment(line.first_at[:10]), moment(line.last_at[:10])
    return begin if begin == end else f"{begin} – {end}"


def seen(at: str) -> str:
    """When we saw something, to the minute."""
    return moment(at).replace(" (+00:00)", " UTC")


def story_headline(line: StoryLine) -> str:
    """A member's headline and whose it is; crosswire writes none of its own."""
    if line.headline is None:
        return "no member has a headline"
    return f"{line.headline.exact} ({line.headline_outlet or 'outlet not stated'})"


def story_facts(line: StoryLine) -> str:
    """Coverage with its denominator, articles, origins, days."""
    copies = f", {count(line.copies, 'copy', 'copies')} among them" if line.copies else ""
    compared = "" if line.origins.compared or line.articles == 1 else ", not compared yet"
    state = "" if line.state == "active" else f" · {line.state}"
    return (
        f"{line.coverage.words} · {count(line.articles, 'article')}{copies} · "
        f"{line.origins.words}{compared} · {days(line)}{state}"
    )


def earliest(line: StoryLine) -> str:
    """Who was seen earliest here; who published first is not known from it."""
    sight = line.earliest_seen
    return f"earliest seen by us{sight.who}, {seen(sight.at)}"


def _story(line: StoryLine) -> Sequence[Cell]:
    return (
        short(line.id),
        story_headline(line),
        story_facts(line),
        ", ".join(line.coverage.outlets),
        earliest(line),
    )


def story_line(line: StoryLine) -> Line:
    """A story as a JSON object, its figures in words beside them."""
    words = {
        "coverage": line.coverage.words,
        "origins": line.origins.words,
        "earliest_seen": line.earliest_seen.words,
    }
    return {**line.model_dump(mode="json"), "words": words}


STORIES: Listing[StoryLine] = Listing(
    title="Stories",
    columns=("Story", "Headline", "Coverage", "Outlets", "Earliest seen by us"),
    cells=_story,
    line=story_line,
    empty="No story in the store fits. See what is kept with: crosswire stories, "
    "or add articles with: crosswire add FOLDER",
    layout="blocks",
)


def _hit(hit: Hit) -> Sequence[Cell]:
    who = f"{hit.speaker}: " if hit.speaker else ""
    before, after = ("… " if hit.cut[0] else ""), (" …" if hit.cut[1] else "")
    said: Pieces = ((f"{who}{before}", False), *hit.pieces, (after, False))
    return (
        short(hit.article),
        f"{hit.outlet or 'outlet not stated'}: {hit.headline or hit.name}",
        said,
        f"{_published(hit.published)} · {hit.place} {hit.span.start}–{hit.span.end}"
        + _voice(hit.voice)
        + (" · in a former text of it, not in what it says now" if hit.former else "")
        + (f" · {short(hit.story)}" if hit.story else ""),
    )


def _voice(voice: Voice) -> str:
    return "" if voice.tells_news else f" · {voice.value}"


def _published(value: str | None) -> str:
    return moment(value) if value else "date not stated"


HITS: Listing[Hit] = Listing(
    title="Found",
    columns=("Article", "Headline", "Words", "Where"),
    cells=_hit,
    line=lambda hit: hit.model_dump(mode="json"),
    empty="Not found in the texts that were searched. That says nothing of others.",
    layout="blocks",
)


def hits_listing(found: Hits) -> Listing[Hit]:
    """``HITS``, saying in what nothing was found."""
    return replace(HITS, empty=found.nothing)


def _quote(quote: QuoteLine) -> Sequence[Cell]:
    words = " […] ".join(span.exact for span in quote.content)
    here = " ".join(span.exact for span in quote.speaker)
    name = quote.speaker_name or here or "no speaker named"
    shown = f"{name} (“{here}”)" if here and here != name else name
    act = "" if quote.act == "speech" else f" · {quote.act}, not speech"
    return (
        short(quote.article),
        shown,
        shorten(words, MOST_WORDS),
        f"{quote.outlet or quote.name} · {quote.mode}{act} · {_source(quote)}{_voice(quote.voice)}"
        f" · {_published(quote.published)}" + (f" · {short(quote.story)}" if quote.story else ""),
    )


def _source(quote: QuoteLine) -> str:
    """How the source is identified, and what it is; a quotation kept before stores kept it says so."""
    how, what = quote.identified, quote.source_kind
    kind = f" ({what})" if what else ", kind unknown" if how else ""
    return f"source {how or 'unknown'}{kind}"


QUOTES: Listing[QuoteLine] = Listing(
    title="Quotations",
    columns=("Article", "Speaker", "Words", "Where"),
    cells=_quote,
    line=lambda quote: quote.model_dump(mode="json"),
    empty="No quotation fits. Only articles that were read whole have any: those of stories with "
    "two outlets or more, unless crosswire add ran with --annotate all.",
    layout="blocks",
)


def _tally(tally: QuoteTally) -> Sequence[Cell]:
    counts = (
        tally.quotations, tally.direct, tally.mixed, tally.indirect, tally.words, tally.articles,
        tally.outlets, tally.first, tally.last,
    )  # fmt: skip
    return (tally.of, *map(str, counts))


QUOTE_TALLIES: Listing[QuoteTally] = Listing(
    title="Who is quoted how much",
    columns=("Of", "Quotations", "Direct", "Mixed", "Indirect", "Words", "Articles", "Outlets",
             "First", "Last"),
    cells=_tally,
    line=lambda tally: tally.model_dump(mode="json"),
    empty="No quotation fits.",
)  # fmt: skip


def _entity(line: EntityLine) -> Sequence[Cell]:
    where = ", ".join(w for w in (line.place, line.country, line.wikidata) if w)
    return (
        short(line.id),
        kind_of(line.label),
        line.name,
        " · ".join(f for f in line.forms if f != line.name),
        where or "not linked",
        str(line.articles),
        str(line.mentions),
    )


ENTITIES: Listing[EntityLine] = Listing(
    title="People, organisations, places",
    columns=("Id", "Kind", "Name", "Other forms", "Linked to", "Articles", "Mentions"),
    cells=_entity,
    line=lambda line: line.model_dump(mode="json"),
    empty="No name fits. Only articles that were read whole have any: those of stories with two "
    "outlets or more, unless crosswire add ran with --annotate all.",
)


def _run(line: RunLine) -> Sequence[Cell]:
    counts = ", ".join(counted(number, name) for name, number in line.counts.items() if number)
    return (
        short(line.id),
        line.command,
        line.state,
        seen(line.started_at),
        seen(line.ended_at) if line.ended_at else "",
        counts or "nothing changed",
    )


_ONE = {"copies": "copy", "articles": "article", "revisions": "revision", "captures": "capture",
        "sources": "source", "pages": "page", "entities": "entity", "notices": "notice",
        "failures": "failure"}  # fmt: skip
"""Names of counts that are plurals, as they read of one."""


def counted(number: int, name: str) -> str:
    """So many of what a run counts: "1 copy", "12 copies"."""
    words = name.replace("_", " ")
    return f"{number:,} {_ONE.get(name, words) if number == 1 else words}"


RUNS: Listing[RunLine] = Listing(
    title="Runs",
    columns=("Run", "Command", "State", "Started", "Ended", "What it did"),
    cells=_run,
    line=lambda line: line.model_dump(mode="json"),
    empty="Nothing has been written to the store yet.",
)


def _failure(line: FailureLine) -> Sequence[Cell]:
    return (
        line.kind,
        line.item,
        line.words,
        f"{line.stage} · {seen(line.at)} · {short(line.run)}",
    )


FAILURES: Listing[FailureLine] = Listing(
    title="Failures",
    columns=("Kind", "Item", "What to do", "Where"),
    cells=_failure,
    line=lambda line: line.model_dump(mode="json"),
    empty="No failure fits.",
    layout="blocks",
)


def _judgement(one: StoryJudgement) -> Sequence[Cell]:
    told = "one story" if one.decision == "same" else "two stories"
    state = f"withdrawn by {one.withdrawn_by}" if one.withdrawn_at else "stands"
    return (
        short(one.id), f"{short(one.a)} and {short(one.b)} tell {told}", one.because,
        f"{one.made_by}, {seen(one.made_at)} · {state}",
    )  # fmt: skip


JUDGEMENTS: Listing[StoryJudgement] = Listing(
    title="Judgements on stories",
    columns=("Judgement", "Decision", "Because", "By"),
    cells=_judgement,
    line=lambda one: {"id": one.id, **one.model_dump(mode="json")},
    empty="Nobody has judged any articles yet.",
    layout="blocks",
)

Placed = tuple[str, str]
"""An article of a stream and its story."""

PLACED: Listing[Placed] = Listing(
    title="Stories of a stream",
    columns=("Article", "Story"),
    cells=lambda placed: placed,
    line=lambda placed: {"id": placed[0], "story": placed[1]},
    empty="The stream held no article.",
)
