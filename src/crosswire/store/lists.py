"""Every list of what a store holds, and search: functions of a reader, pure, with no state.

with store.read() as reader:
    stories(reader, order="outlets", limit=10)
    search(reader, Query(words="harbour ferry"))
"""

from crosswire.store.lists_revisions import revision_lines as revisions
from crosswire.store.lists_runs import failure_lines as failures
from crosswire.store.lists_runs import run_lines as runs
from crosswire.store.lists_speech import entity_lines as entities
from crosswire.store.lists_speech import quote_lines as quotes
from crosswire.store.lists_stories import story_lines as stories
from crosswire.store.lists_stories import story_page as story
from crosswire.store.lists_tellers import tellers
from crosswire.store.search import search

__all__ = [
    "entities", "failures", "quotes", "revisions", "runs", "search", "stories", "story",
    "tellers",
]  # fmt: skip
