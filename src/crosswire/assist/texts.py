"""Resources: a story as a list shows it, and the words of a text by its hash."""

import re

from crosswire.assist.answers import Answer
from crosswire.assist.asked import SpanAsked, StoriesAsked, StoryAsked
from crosswire.assist.looking import list_stories, show_story, verify_span
from crosswire.assist.room import Caller, Refused, Room
from crosswire.assist.words import Place
from crosswire.errors import StoreError

STORY = "crosswire://story/{story}"
TEXT = "crosswire://text/{text}"
STRETCH = "crosswire://text/{text}/{start}/{end}"
MOST = 20_000
"""Code points of a text that are read at once."""
_STORY = re.compile(r"crosswire://story/(story-[0-9a-f]{20})")
_TEXT = re.compile(r"crosswire://text/(text-[0-9a-f]{20})(?:/([0-9]{1,9})/([0-9]{1,9}))?")


class TextTold(Answer):
    """The words of a text, or a stretch of them."""

    place: Place
    length: int
    """Code points of the whole text."""
    next: str | None = None
    """The address of the words after these; none: these are the last."""


def read(uri: str, room: Room, caller: Caller) -> Answer:
    """What stands at an address; raises ``Refused`` where nothing does."""
    if story := _STORY.fullmatch(uri):
        return show_story(StoryAsked(story=story[1], limit=25), room, caller)
    if text := _TEXT.fullmatch(uri):
        return _text(text[1], int(text[2] or 0), int(text[3]) if text[3] else None, room, caller)
    raise Refused(
        "not-found", f"{STORY} or {TEXT} was wanted, got {uri[:80]!r}",
        "list_stories and search_articles give the ids and hashes there are.",
    )  # fmt: skip


def _text(text: str, start: int, end: int | None, room: Room, caller: Caller) -> TextTold:
    first = verify_span(SpanAsked(text=text, start=start, end=start + 1), room, caller)
    if first.length is None or first.place is None:
        raise Refused("not-found", f"{text}, from {start}: {first.because}", "Ask for another.")
    until = min(
        first.length, start + MOST, end if end is not None and end > start else first.length
    )
    found = verify_span(SpanAsked(text=text, start=start, end=until), room, caller)
    if found.place is None:
        raise Refused("not-found", f"{text}: {found.because}", "Ask for another.")
    goes_on = until < first.length
    return TextTold(
        found=f"code points {start:,} to {until:,} of {first.length:,}",
        place=found.place,
        length=first.length,
        next=f"crosswire://text/{text}/{until}/{min(until + MOST, first.length)}"
        if goes_on
        else None,
    )


def listed(
    cursor: str | None, room: Room, caller: Caller
) -> tuple[list[tuple[str, str]], str | None]:
    """The newest stories, each with its address and what it is in our words; and the next cursor."""
    try:
        found = list_stories(StoriesAsked(limit=25, cursor=cursor), room, caller)
    except StoreError as fault:
        if fault.kind == "missing":
            return [], None
        raise
    told = [
        (f"crosswire://story/{one.id}", f"{one.articles} articles, {one.coverage.words}")
        for one in found.stories
    ]
    return told, found.next
