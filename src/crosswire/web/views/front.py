"""The front page: stories now."""

from crosswire.records.base import Record
from crosswire.records.lists import StoryLine


class FrontView(Record):
    """Stories, in the order asked for."""

    stories: tuple[StoryLine, ...]
