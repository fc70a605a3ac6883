"""The tools: what each takes, what it answers, what does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crosswire.assist import answers, answers_compared, asked, comparing, looking, writing
from crosswire.assist.answers import Answer
from crosswire.assist.asked import Asked
from crosswire.assist.room import Caller, Room


@dataclass(frozen=True)
class Tool:
    """One tool. Its name and what it is for are those of the function that does it."""

    do: Callable[[Any, Room, Caller], Answer]
    takes: type[Asked]
    answers: type[Answer]
    title: str
    writes: bool = False

    @property
    def name(self) -> str:
        """What assistants call it."""
        return self.do.__name__

    @property
    def about(self) -> str:
        """What it is for, as its function says."""
        return " ".join((self.do.__doc__ or "").split())


TOOLS: tuple[Tool, ...] = (
    Tool(looking.list_stories, asked.StoriesAsked, answers.StoriesTold, "List stories"),
    Tool(looking.show_story, asked.StoryAsked, answers.StoryShown, "Show a story"),
    Tool(comparing.compare, asked.CompareAsked, answers_compared.Compared, "Line texts up"),
    Tool(looking.search_articles, asked.SearchAsked, answers.HitsTold, "Search articles"),
    Tool(looking.search_quotations, asked.QuotationsAsked, answers.HitsTold, "Search quotations"),
    Tool(looking.explain_place, asked.PlaceAsked, answers.PlaceExplained, "Why an article lies here"),
    Tool(comparing.explain_point, asked.PointAsked, answers_compared.PointExplained,
         "What a point rests on"),
    Tool(looking.verify_span, asked.SpanAsked, answers.SpanRead, "Re-read a place"),
    Tool(comparing.check_claim, asked.ClaimAsked, answers.ClaimTold, "Who carries a claim"),
    Tool(writing.judge, asked.JudgeAsked, answers.JudgementTold, "Judge two articles", writes=True),
    Tool(writing.note, asked.NoteAsked, answers.NoteTold, "Note something", writes=True),
)  # fmt: skip
BY_NAME = {tool.name: tool for tool in TOOLS}


def offered(room: Room) -> list[Tool]:
    """The tools of a server: those that write only where it writes."""
    return [tool for tool in TOOLS if room.allowed.write or not tool.writes]
