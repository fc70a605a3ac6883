"""Notices: every text that came is looked through for what it says of itself, whatever else is read."""

from collections.abc import Iterator, Sequence

from crosswire.records.notice import Notice
from crosswire.records.span import Text
from crosswire.stages.revise.notices import VERSION, notices_in, withdrawing
from crosswire.stages.revise.sentences import Place, plain
from crosswire.store.base import Writer
from crosswire.store.notices import STAGE, Revised, read_texts, unread
from crosswire.store.rows import parts

BATCH = 200
"""Revisions in one transaction."""
Bodies = dict[str, tuple[Text, list[Place]]]


def notice_kept(writer: Writer) -> int:
    """Look through the texts that no run has looked through; how many notices there were."""
    number = 0
    for group in parts(unread(writer, VERSION), BATCH):
        named = [r for one in group for r in (one.revision, one.earlier) if r]
        bodies = read_texts(writer, dict.fromkeys(named))
        found = {one.revision: [*_new_notices(one, bodies)] for one in group}
        with writer.batch() as batch:
            for revision, notices in found.items():
                batch.add_notices(revision, notices)
            batch.mark_done(STAGE, VERSION, [*found])
            batch.count(notices=sum(map(len, found.values())))
        number += sum(map(len, found.values()))
    return number


def _new_notices(one: Revised, bodies: Bodies) -> Iterator[Notice]:
    """A notice that the text before had already withdraws nothing anew."""
    body, boxes = bodies[one.revision]
    earlier = bodies[one.earlier][0] if one.earlier in bodies else None
    told = _said(earlier, bodies[one.earlier][1]) if one.earlier in bodies and earlier else set()
    for notice in notices_in(body, boxes):
        if plain(notice.span.exact) not in told:
            yield withdrawing(notice, body, earlier)


def _said(text: Text, boxes: Sequence[Place]) -> set[str]:
    return {plain(notice.span.exact) for notice in notices_in(text, boxes)}
