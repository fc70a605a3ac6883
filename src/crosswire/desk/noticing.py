"""Notices: every text that came is looked through for what it says of itself, whatever else is read, and
its paragraphs are noted, so that what an outlet prints under everything is known."""

from collections.abc import Iterator, Sequence

from crosswire.records.notice import Notice
from crosswire.records.span import Text
from crosswire.stages.revise.elsewhere import advisory, named, speaks_of
from crosswire.stages.revise.notices import VERSION, notices_in, withdrawing
from crosswire.stages.revise.sentences import Place, plain
from crosswire.store.base import Writer
from crosswire.store.killing import candidates, explain, open_notices, settle
from crosswire.store.notices import STAGE, Revised, read_texts, unread
from crosswire.store.repeats import Noted, note
from crosswire.store.rows import parts

BATCH = 200
"""Revisions in one transaction."""
Bodies = dict[str, tuple[Text, list[Place]]]


def notice_kept(writer: Writer) -> int:
    """Look through the texts that no run has looked through; how many notices there were."""
    number, looked = 0, False
    for group in parts(unread(writer, VERSION), BATCH):
        looked = True
        wanted = [r for one in group for r in (one.revision, one.earlier) if r]
        bodies = read_texts(writer, dict.fromkeys(wanted))
        found = {one.revision: [*_new_notices(one, bodies)] for one in group}
        with writer.batch() as batch:
            note(writer.connection, (
                (Noted(one.seq, one.outlet), bodies[one.revision][0].content)
                for one in group if one.outlet
            ))  # fmt: skip
            for revision, notices in found.items():
                batch.add_notices(revision, notices)
            batch.mark_done(STAGE, VERSION, [*found])
            batch.count(notices=sum(map(len, found.values())))
        number += sum(map(len, found.values()))
    if looked:
        _withdraw_elsewhere(writer)
    return number


def _withdraw_elsewhere(writer: Writer) -> None:
    """What kills and retractions under addresses of their own take back, as far as it is held now."""
    for one in open_notices(writer):
        said = speaks_of(one.notice, one.headline, one.body)
        if said is None:
            continue
        meant = named(said, candidates(writer, one))
        cue = one.notice.because.partition("; ")[0]
        with writer.batch():
            if meant.held:
                settle(writer, one, meant.held, f"{cue}; {meant.because}")
            else:
                explain(writer, one, f"{cue}; {meant.because}")


def _new_notices(one: Revised, bodies: Bodies) -> Iterator[Notice]:
    """A notice that the text before had already withdraws nothing anew."""
    body, boxes = bodies[one.revision]
    earlier = bodies[one.earlier][0] if one.earlier in bodies else None
    told = _said(earlier, bodies[one.earlier][1]) if one.earlier in bodies and earlier else set()
    found = notices_in(body, boxes)
    if earlier is None and not any(n.kind in ("kill", "retraction") for n in found):
        # The notice may stand in the headline of an article of its own.
        found = (*found, *filter(None, (advisory(one.headline, body),)))
    for notice in found:
        if plain(notice.span.exact) not in told:
            yield withdrawing(notice, body, earlier)


def _said(text: Text, boxes: Sequence[Place]) -> set[str]:
    return {plain(notice.span.exact) for notice in notices_in(text, boxes)}
