"""Tools that write: only where the server was started with --write, and the caller may."""

from crosswire.assist.answers import JudgementTold, NoteTold
from crosswire.assist.asked import JudgeAsked, NoteAsked
from crosswire.assist.room import Caller, Room
from crosswire.records.note import About
from crosswire.store.audit import Doer


def judge(asked: JudgeAsked, room: Room, caller: Caller) -> JudgementTold:
    """Keep a person's decision that two articles tell one story, or two; stories are put together
    anew by it. Ask the person first: it stands under their name, and can be withdrawn."""
    room.require_write(caller)
    with room.desk() as desk, room.models():
        made = desk.judge(asked.a, asked.b, asked.decision, because=asked.because, by=caller.name)
        doer = Doer(caller.name, caller.address)
        desk.people.did(doer, "judgement", about=made.judgement.id, words="by an assistant")
    return JudgementTold(
        found=f"kept; {len(made.moves)} articles were moved by it",
        judgement=made.judgement.id,
        made_by=made.judgement.made_by,
        a=made.judgement.a,
        b=made.judgement.b,
        a_lies_in=made.lies[0],
        b_lies_in=made.lies[1],
        moved=len(made.moves),
    )


def note(asked: NoteAsked, room: Room, caller: Caller) -> NoteTold:
    """Keep a person's note about a story, a point, an article or a place, or their mark of it. Ask the
    person first: it stands under their name, apart from the evidence, and changes no count."""
    room.require_write(caller)
    if asked.kind == "span":
        stated = f"{asked.text}:{asked.start}:{asked.end}"
        about = About(kind="span", id=stated, story=asked.story, text=asked.text,
                      article=asked.article, start=asked.start, end=asked.end)  # fmt: skip
    else:
        about = About(kind=asked.kind, id=asked.id, story=asked.story)
    with room.desk() as desk:
        doer = Doer(caller.name, caller.address)
        made = desk.notes.write(about, by=doer, words=asked.words, mark=asked.mark)
    return NoteTold(
        found="kept", note=made.id, about=made.about.kind, by=made.by, at=made.at, mark=made.mark
    )
