"""Notes at the desk: what people write beside the evidence, and when they last looked.

note = desk.notes.write(About(kind="story", id=story), by=Doer("ana"), words="Who was there?")
desk.notes.edit(note.id, by=Doer("ana"), words="Who was there?", mark="asked")
desk.notes.of_story(story)
since = desk.notes.look("ana", "front")     # when ana was here before, and that she is now
"""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from crosswire.desk.handles import story_meant
from crosswire.desk.known import Kept
from crosswire.errors import AccessError, ConfigError
from crosswire.records.base import stable_id
from crosswire.records.note import About, Mark, Note, Standing
from crosswire.store import audit, looks, notes
from crosswire.store.audit import Doer
from crosswire.store.base import Reader
from crosswire.store.notes import Asked, Stretch
from crosswire.store.turns import take_turn

__all__ = ["Asked", "Doer", "Noting", "Stretch", "Written"]

LONGEST = 10_000
"""Characters of a note."""
_MARKS: tuple[Mark, ...] = get_args(Mark)


class Written(NamedTuple):
    """What a person writes: words, a mark, or both."""

    words: str = ""
    mark: Mark | None = None

    def require_good(self) -> None:
        """Raises ``ConfigError`` for nothing, for too much, for a mark that is none."""
        if self.mark is not None and self.mark not in _MARKS:
            raise ConfigError(f"a mark was wanted ({', '.join(_MARKS)}), got {self.mark!r}")
        if self.mark is None and not self.words.strip():
            raise ConfigError("a note wants words, or a mark, or both")
        if len(self.words) > LONGEST:
            raise ConfigError(
                f"a note has at most {LONGEST:,} characters, this has {len(self.words):,}"
            )


class Noting(Kept):
    """Notes and looks of one store."""

    # ---- writing -------------------------------------------------------------------------------

    def write(self, about: About, *, by: Doer, words: str = "", mark: Mark | None = None) -> Note:
        """Keep a note about something that is here; raises ``ConfigError`` where it is not."""
        Written(words, mark).require_good()
        with self._store.read() as reader:
            found = _found(reader, about)
        return self._write(found, Written(words, mark), None, by)

    def reply(self, note_id: str, *, by: Doer, words: str, mark: Mark | None = None) -> Note:
        """Answer a note, about the same."""
        Written(words, mark).require_good()
        about = self.note(note_id).about
        return self._write(about, Written(words, mark), note_id, by)

    def _write(self, about: About, written: Written, answers: str | None, by: Doer) -> Note:
        at = self._now()
        id_ = stable_id("note", about.kind, about.id, by.name, at, written.words, answers or "")
        note = Note(
            id=id_, about=about, mark=written.mark, words=written.words, by=by.name, made_at=at,
            at=at, answers=answers,
        )  # fmt: skip
        with self._store.aside() as aside:
            notes.add(aside.connection, note)
            audit.add(aside.connection, by, "note", about=id_, words=f"about {about.kind}")
        return note

    def edit(self, note_id: str, *, by: Doer, words: str = "", mark: Mark | None = None) -> Note:
        """A new edition; those before stay. Who wrote a note edits it, and nobody else."""
        Written(words, mark).require_good()
        with self._store.aside() as aside:
            take_turn(aside.connection)
            last = notes.get(aside.connection, note_id)
            if last.by != by.name:
                raise AccessError(f"{note_id} is {last.by}'s, who alone edits it; reply to it",
                                  kind="forbidden")  # fmt: skip
            if last.withdrawn_at is not None:
                raise ConfigError(f"{note_id} was withdrawn at {last.withdrawn_at}; write another")
            if (last.words, last.mark) == (words, mark):
                return last
            changed = {"edition": last.edition + 1, "words": words, "mark": mark, "at": self._now()}
            note = last.model_copy(update=changed)
            notes.edit(aside.connection, note)
            said = f"edition {note.edition}"
            audit.add(aside.connection, by, "note", about=note_id, words=said)
        return note

    def withdraw(self, note_id: str, *, by: Doer, any_ones: bool = False) -> Note:
        """It stays to be read, and its mark counts no more. ``any_ones``: an admin's right."""
        with self._store.aside() as aside:
            take_turn(aside.connection)
            last = notes.get(aside.connection, note_id)
            if last.by != by.name and not any_ones:
                raise AccessError(f"{note_id} is {last.by}'s, who alone withdraws it",
                                  kind="forbidden")  # fmt: skip
            if last.withdrawn_at is None:
                notes.withdraw(aside.connection, note_id, by.name, self._now())
                audit.add(aside.connection, by, "note", about=note_id, words="withdrawn")
            return notes.get(aside.connection, note_id)

    # ---- reading -------------------------------------------------------------------------------

    def note(self, note_id: str) -> Note:
        """The last edition of a note."""
        with self._store.read() as reader:
            return notes.get(reader.connection, note_id)

    def editions(self, note_id: str) -> list[Note]:
        """Every edition of a note, the first first."""
        with self._store.read() as reader:
            found = notes.get(reader.connection, note_id)
            about = (found.about.kind, found.about.id)
            listed = notes.listed(reader.connection, Asked(about=about, by=found.by, every=True))
            return [one for one in listed if one.id == note_id]

    def listed(self, asked: Asked) -> list[Note]:
        """Notes as asked, in the order they were first written; a story and an article by handles."""
        with self._store.read() as reader:
            return notes.listed(reader.connection, _meant(reader, asked))

    def of_story(self, handle: str) -> list[Note]:
        """Notes written in a story, and about articles that lie in it."""
        return self.listed(Asked(story=handle))

    def of_article(self, handle: str) -> list[Note]:
        """Notes about an article and spans of it."""
        return self.listed(Asked(article=handle))

    def at(self, text: str, start: int = 0, end: int | None = None) -> list[Note]:
        """Notes about places that touch this stretch of a text."""
        return self.listed(Asked(stretch=Stretch(text, start, end)))

    # ---- looking -------------------------------------------------------------------------------

    def look(self, reader: str, what: str) -> str | None:
        """Keep that somebody looks now, at ``front`` or a story; when they looked on the visit before.

        None: they were never here. A look within ten minutes of the last is the same visit.
        """
        with self._store.aside() as aside:
            take_turn(aside.connection)
            last = looks.get(aside.connection, reader, what)
            look = looks.looked(last, self._now())
            if look != last:
                looks.put(aside.connection, reader, what, look)
        return look.before_at

    def last_look(self, reader: str, what: str) -> looks.Look | None:
        """When somebody last looked; nothing is moved by asking."""
        with self._store.read() as asked:
            return looks.get(asked.connection, reader, what)


def standing(found: Iterable[Note]) -> list[Standing]:
    """What each person says now of each thing: of their marks the newest that is not withdrawn."""
    newest: dict[tuple[str, str, str], Note] = {}
    for note in found:
        if note.mark is None or note.withdrawn_at is not None:
            continue
        whose = (note.about.kind, note.about.id, note.by)
        if whose not in newest or (newest[whose].at, newest[whose].id) <= (note.at, note.id):
            newest[whose] = note
    return [
        Standing(about=one.about, mark=one.mark, by=one.by, at=one.at, note=one.id)
        for one in newest.values()
        if one.mark is not None
    ]


def _meant(reader: Reader, asked: Asked) -> Asked:
    if asked.story is not None:
        asked = asked._replace(story=story_meant(reader, asked.story))
    if asked.article is not None:
        asked = asked._replace(article=reader.resolve_article(asked.article))
    return asked


def _found(reader: Reader, about: About) -> About:
    """What is meant, with ids whole and, of a point, where its wording stands now."""
    story = about.story or (about.id if about.kind == "story" else None)
    if story is not None:
        story = story_meant(reader, story)
    if about.kind == "story":
        return About(kind="story", id=str(story), story=story)
    if about.kind == "article":
        article = reader.resolve_article(about.id)
        return About(kind="article", id=article, article=article, story=story)
    return _point(reader, about, story) if about.kind == "point" else _span(reader, about, story)


def _point(reader: Reader, about: About, story: str | None) -> About:
    if story is None:
        raise ConfigError("a note about a point wants its story")
    found = notes.wording(reader.connection, story, about.id)
    if found is None:
        raise ConfigError(
            f"a point of {story} was wanted, none is {about.id[:80]!r}; its comparison may have been "
            "made anew since"
        )
    return About(
        kind="point", id=about.id, story=story, article=found.article, revision=found.revision,
        text=found.text, start=found.start, end=found.stop,
    )  # fmt: skip


def _span(reader: Reader, about: About, story: str | None) -> About:
    text, start, end = str(about.text), about.start or 0, about.end or 0
    article = None if about.article is None else reader.resolve_article(about.article)
    found = notes.stands(reader.connection, text, article)
    if found is None or not notes.words_at(reader.connection, Stretch(text, start, end)):
        raise ConfigError(
            f"a place in a text that is kept was wanted, got {text[:80]}:{start}:{end}"
        )
    return About.span(
        text,
        start,
        end,
        story=story,
        article=found.article,
        revision=found.revision,
    )
