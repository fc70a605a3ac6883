"""What a person means by a handle."""

from contextlib import suppress

from crosswire.errors import ConfigError
from crosswire.store.base import Reader


def story_meant(reader: Reader, handle: str) -> str:
    """The id of a story, named by itself or by one of its articles.

    Raises ``ConfigError`` where neither is meant, or more than one is.
    """
    try:
        return reader.resolve_story(handle)
    except ConfigError as fault:
        unknown = fault
    with suppress(ConfigError):
        story = reader.story_of(reader.resolve_article(handle))
        if story is not None:
            return story
    raise unknown
