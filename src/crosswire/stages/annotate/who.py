"""Names, roles and pronouns of one article, and whom each stands for."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from crosswire.records.annotation import Entity, Mention
from crosswire.records.article import PassageKind, Revision, Voice
from crosswire.records.base import stable_id
from crosswire.records.span import Span, Text
from crosswire.stages.annotate.gazetteer import word_list
from crosswire.stages.annotate.governments import governments, named_governments
from crosswire.stages.annotate.name import OFFICES, Name
from crosswire.stages.annotate.names import find_names
from crosswire.stages.annotate.people import Someone, gather
from crosswire.stages.annotate.pronouns import Seen, resolve_pronouns
from crosswire.stages.annotate.roles import SINGULAR, Held, Role, find_roles, fits, role_of
from crosswire.stages.annotate.view import View

Kind = Literal["name", "role", "pronoun"]


_Office = tuple[str, frozenset[str], bool]


class Stand(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) that stand for someone."""

    first: int
    last: int
    head: int
    kind: Kind
    someone: Someone


def who_is_who(
    view: View, found: Iterable[tuple[int, int, str]], revision: Revision
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in reading order and the entities they stand for."""
    names = find_names(view, found)
    owners = gather(view, names)
    governments(view, names, owners)
    held = find_roles(view, names)
    within = [range(h.first, h.last) for h in held]
    stands = [
        Stand(n.first, n.last, view.head_of(n.first, n.last), "name", owners[k])
        for k, n in enumerate(names)
        if not _word_of_office(view, n, within)
    ]
    stands += _roles(view, held, names, owners)
    stands += [Stand(a, b, h, "role", s) for a, b, h, s in named_governments(view, names, owners)]
    people = [Seen(s.head, s.someone) for s in stands if s.someone.label == "PERSON"]
    for i, person in resolve_pronouns(view, people, _apart(view, revision)):
        stands.append(Stand(i, i + 1, i, "pronoun", person))
    return _records(view, stands, revision.body, revision.id)


def _apart(view: View, revision: Revision) -> frozenset[int]:
    """The tokens of captions, and of what the page does not show."""
    runs = (
        p.span
        for p in revision.passages
        if p.kind is PassageKind.CAPTION or p.voice is Voice.UNSEEN
    )
    return frozenset(i for run in runs for i in view.tokens_in(run.start, run.end))


def _word_of_office(view: View, name: Name, held: Sequence[range]) -> bool:
    """ "State" in "secretary of state" names nothing."""
    inside = any(name.first in h and name.last <= h.stop for h in held)
    return inside and name.last - name.first == 1 and view.lower(name.first) in ("state", "house")


def _roles(
    view: View, held: Sequence[Held], names: Sequence[Name], owners: dict[int, Someone]
) -> list[Stand]:
    """Introductions first, then the roles that stand alone."""
    stands = []
    for one in held:
        if one.holder is not None:
            person = owners[one.holder]
            person.roles.append(_words(view, one) + one.more)
            if one.role.gender:
                person.votes[one.role.gender] += 3
            stands.append(Stand(one.first, one.last, one.head, "role", person))
    people = list({id(p): p for p in owners.values() if p.label == "PERSON"}.values())
    for person in people:
        person.roles += [OFFICES[title] for title in sorted(person.titles) if title in OFFICES]
    alone: dict[_Office, Someone] = {}
    for one in (h for h in held if h.holder is None and h.use == "definite"):
        found = _holder_of(one, held, people) or _named_next(view, one, names, owners)
        found = found or _alone(view, one, alone)
        if found is not None:
            stands.append(Stand(one.first, one.last, one.head, "role", found))
            _note(view, one, found)
    return stands


def _named_next(
    view: View, one: Held, names: Sequence[Name], owners: dict[int, Someone]
) -> Someone | None:
    """ "The mayor has told ... Ines Okoro made the remarks": the next sentence names the speaker."""
    if view.tokens[one.head].dep != "nsubj":
        return None
    for k, name in enumerate(names):
        head = view.head_of(name.first, name.last)
        follows = view.sentence_of[head] == view.sentence_of[one.head] + 1
        if not (follows and name.label == "PERSON" and view.tokens[head].dep == "nsubj"):
            continue
        verb = view.tokens[head].head
        told = {view.tokens[c].lemma.lower() for c in view.children[verb]}
        if view.tokens[verb].lemma == "make" and told & word_list("things said"):
            owners[k].roles.append(_words(view, one))
            return owners[k]
    return None


def _note(view: View, one: Held, person: Someone) -> None:
    words = _words(view, one)
    if not person.role_only:
        person.because[f"{words}: the role this text gives {person.name}"] = None
    person.add(words)


def _holder_of(one: Held, held: Sequence[Held], people: Sequence[Someone]) -> Someone | None:
    """The only person whom the text gives a role that fits; none when two do, or an unnamed one."""
    unnamed = any(
        h.use == "indefinite" and h.holder is None and h.role.office == one.role.office
        for h in held
    )
    if unnamed and one.role.office not in SINGULAR:
        return None
    holders = [p for p in people if any(fits(one.role, r) for r in _roles_of(p))]
    if len(holders) > 1 and not one.role.of:
        # "President X" and "the Norland president Y": an outlet's own president needs no country.
        holders = [p for p in holders if not any(r.of for r in _roles_of(p))]
        if one.role.office in SINGULAR and len(holders) > 1:
            holders = _told_of_most(holders)
    return holders[0] if len(holders) == 1 else None


_MANY, _MORE = 4, 3
"""Mentions, and times as many as of any other holder, from which "the president" is this one."""


def _told_of_most(holders: Sequence[Someone]) -> list[Someone]:
    """The one whom the text is about, beside others of the same office whom it only touches."""
    told = sorted(holders, key=lambda p: -sum(p.forms.values()))
    first, second = (sum(p.forms.values()) for p in told[:2])
    return told[:1] if first >= max(_MANY, _MORE * second) else []


def _roles_of(person: Someone) -> list[Role]:
    return [r for words in person.roles if (r := role_of(words)) is not None]


def _alone(view: View, one: Held, alone: dict[_Office, Someone]) -> Someone | None:
    """A role whose holder this text does not name; another text may."""
    if not one.role.of and one.role.office not in SINGULAR:
        return None
    key = (one.role.office, one.role.of, one.role.former)
    if key not in alone:
        words = _words(view, one)
        name = words[4:] if words.lower().startswith("the ") else words
        alone[key] = Someone("PERSON", name, one.first, roles=[words], role_only=True)
        if one.role.gender:
            alone[key].votes[one.role.gender] += 3
    return alone[key]


def _words(view: View, one: Held) -> str:
    return " ".join(view.text[view.tokens[one.first].start : view.tokens[one.last - 1].end].split())


def _records(
    view: View, stands: Sequence[Stand], text: Text, revision: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    entities: dict[int, Entity] = {}
    mentions = []
    for stand in sorted(stands, key=lambda s: (s.first, -s.last)):
        key = id(stand.someone)
        entity = entities.get(key) or _entity(stand.someone, revision)
        entities[key] = entity
        start, end = view.tokens[stand.first].start, view.tokens[stand.last - 1].end
        mentions.append(
            Mention(
                span=Span.of(text, start, end),
                label=entity.label,
                kind=stand.kind,
                entity=entity.id,
                name=entity.name,
            )
        )
    return tuple(mentions), tuple(entities.values())


def _entity(someone: Someone, revision: str) -> Entity:
    forms = tuple(sorted(someone.forms, key=lambda f: (-len(f), f)))
    return Entity(
        id=stable_id("entity", revision, someone.label, someone.name, str(someone.order)),
        label=someone.label,
        name=someone.name,
        forms=forms,
        because=tuple(someone.because),
    )
