"""Which of the days that a page states is the day of publication: a vote with learned weights.

Every day stated is scored by the places that state it, by how many kinds of place agree, and by
what speaks against it; the weights are those of a conditional logit (McFadden 1974) over the days
of a page, trained by ``training/publication_day.py``.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from crosswire.models.catalog import trained
from crosswire.stages.clean.placed import Stated

EXPLICIT = frozenset(
    {"data published", "data page published", "meta published_time", "meta published"}
    | {"mark published"}
)
"""Kinds of place that say "published" and speak of the page itself."""
_FAMILIES = ("data", "meta", "mark")
_HEAD = frozenset({"under", "over"})
_GROUPS = {
    "under": "head",
    "over": "head",
    "near": "near",
    "aside": "aside",
    "below": "off",
    "end": "off",
}
_FORMS = {"published": "label", "marked": "label", "bare": "bare", "dateline": "dateline"}
_PLACES = ("head", "near", "open", "off", "aside")
_MARKS = ("label", "dateline", "bare", "told")
"""Places and forms of visible words, the likeliest first."""
_APART = frozenset({"title", "image"})
"""Places that only bear a day out, or speak against it."""
_OLD = 1996
"""No page on the web is older; such a day is told."""
_WIDEST = timedelta(hours=14)
_CLOCK = re.compile(r"[T ](\d\d):(\d\d):(\d\d)(?!.*[+Z])")

Features = dict[str, float]


def local_times(stated: Sequence[Stated]) -> list[Stated]:
    """Instants in UTC become the same instants in the page's own zone, where it states them so."""
    own: dict[datetime, Stated] = {}
    utc: list[datetime] = []
    for s in stated:
        moment = _moment(s.value)
        if moment and moment.utcoffset():
            own.setdefault(moment.astimezone(UTC), s)
        elif moment:
            utc.append(moment)
    for s in stated:
        if local := _clock_of(s):
            for moment in utc:
                own.setdefault(moment, _in_zone(s, local, moment) or s)
    return [_localised(s, own) for s in stated]


def _localised(stated: Stated, own: Mapping[datetime, Stated]) -> Stated:
    moment = _moment(stated.value)
    if moment is None or moment.utcoffset():
        return stated
    twin = own.get(moment.astimezone(UTC))
    if twin is None or len(twin.value) == len("2020-01-01"):
        return stated
    return replace(stated, value=twin.value, written=twin.written)


def _moment(value: str) -> datetime | None:
    return datetime.fromisoformat(value) if "T" in value else None


def _clock_of(stated: Stated) -> datetime | None:
    """The time that stands beside a day without its zone, to the second."""
    clock = _CLOCK.search(stated.written) if "T" not in stated.value else None
    try:
        return (
            datetime.fromisoformat(f"{stated.value}T{':'.join(clock.groups())}") if clock else None
        )
    except ValueError:
        return None


def _in_zone(stated: Stated, local: datetime, moment: datetime) -> Stated | None:
    """A clock time without its zone, which an instant that the page states elsewhere gives it."""
    gap = local.replace(second=0) - moment.replace(tzinfo=None)
    if not gap or abs(gap) > _WIDEST or gap % timedelta(minutes=30):
        return None
    zoned = (moment + gap).replace(tzinfo=None)
    sign, minutes = ("-" if gap < timedelta() else "+"), int(abs(gap).total_seconds() // 60)
    offset = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return replace(stated, value=zoned.isoformat(timespec="minutes") + offset)


def published_day(stated: Sequence[Stated], guess: Callable[[], str | None]) -> str | None:
    """The day with the highest score; ``guess`` is asked only where no place is explicit."""
    if needs_guess(stated) and (guessed := guess()):
        stated = [*stated, Stated(guessed, guessed, "inferred", "guess")]
    scores = {day: score(features) for day, features in described_days(stated).items()}
    return max(scores, key=scores.__getitem__, default=None)


def needs_guess(stated: Iterable[Stated]) -> bool:
    """Whether no place says "published", the head shows no date, and the address has none."""
    return not any(
        s.kind in EXPLICIT or s.kind in ("mark only time", "url") or _labelled_head(s.kind)
        for s in stated
    )


def _labelled_head(kind: str) -> bool:
    parts = kind.split()
    return (
        parts[0] == "words"
        and parts[1] in (*_HEAD, "near")
        and parts[-1] in ("published", "marked")
    )


def score(features: Mapping[str, float]) -> float:
    """The sum of the weights of what speaks for and against a day."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights() -> Mapping[str, float]:
    path = trained("publication_day.json")
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return weights


def described_days(stated: Sequence[Stated]) -> dict[str, Features]:
    """What speaks for and against each day; ``-`` marks what can only speak against.

    A day that stands only in lists, among other pages' titles or far below is left out, and so is
    one from before the web that no place calls the publication, or that is the outlet's clock.
    """
    month = next((s.value for s in stated if s.kind == "url month"), None)
    page = _Page([s for s in stated if s.kind != "url month"], month)
    return {
        day: page.features(day)
        for day, kinds in page.kinds.items()
        if any(map(_founded, kinds))
        and (int(day[:4]) >= _OLD or EXPLICIT & set(kinds))
        and not page.in_masthead(day)
    }


class _Page:
    """The days of one page beside each other."""

    def __init__(self, stated: Sequence[Stated], month: str | None) -> None:
        self.kinds: dict[str, list[str]] = {}
        for s in stated:
            self.kinds.setdefault(s.day, []).append(s.kind)
        self._month = month
        self._modified = {s.day for s in stated if "modified" in s.kind}
        self._explicit = {s.day for s in stated if s.kind in EXPLICIT}
        self._renamed = _renamed(stated, self._modified)
        self._explicit -= self._renamed
        self._claimed = self._explicit | {s.day for s in stated if _claims(s.kind)}
        shown = [s for s in stated if _shown(s.kind)]
        self._first = next((s.day for s in shown), None)
        head = {s.day for s in shown if _heads(s.kind)}
        self._sole = head.pop() if len(head) == 1 else None
        self._utc = {
            (s.day, int(s.value[11:13]))
            for s in stated
            if s.value.endswith("+00:00")
            and "modified" not in s.kind
            and _family(s.kind) in _FAMILIES
        }

    def features(self, day: str) -> Features:
        """All that is known of one day."""
        kinds = self.kinds[day]
        own = {kind for kind in kinds if "modified" not in kind}
        found: Features = dict.fromkeys((k for k in own if k not in _APART and not _worded(k)), 1.0)
        found.update(_best_words(own))
        found.update(dict.fromkeys((_change_feature(k) for k in kinds if k not in own), 1.0))
        if not own:
            found.pop("modified", None)
            found["only modified"] = 1.0
        found.update(_agreement(own))
        found.update(self._standing(day, own))
        if not self._shifted(day, own):
            found.update(self._against(day))
        return found

    def in_masthead(self, day: str) -> bool:
        """Whether it is the outlet's clock, far above the headline, on a page with a day below."""
        return self._first not in (None, day) and _in_masthead(self.kinds[day])

    def _standing(self, day: str, own: set[str]) -> Features:
        explicit = {_family(k) for k in own & EXPLICIT} if day in self._explicit else set()
        told = {
            f"explicit {len(explicit)}": bool(explicit),
            "sole explicit": self._explicit == {day},
            "first words": day == self._first,
            "sole head": day == self._sole,
            "url month": self._month is not None and day.startswith(self._month),
            "-other month": self._month is not None and not day.startswith(self._month),
            "-old": int(day[:4]) < _OLD,
            "title": "title" in own and not self._claimed - {day},
            "-told in title": "title" in own and bool(self._claimed - {day}),
        }
        return {name: 1.0 for name, holds in told.items() if holds}

    def _against(self, day: str) -> Features:
        others = self._explicit - {day}
        told = {
            "-modified elsewhere": day in self._modified and bool(others),
            "-modified, others not": day in self._modified & self._explicit
            and bool(self._explicit - self._modified),
            "-others explicit": bool(others) and day not in self._explicit,
            "-renamed": day in self._renamed,
        }
        return {name: 1.0 for name, holds in told.items() if holds}

    def _shifted(self, day: str, own: set[str]) -> bool:
        """Whether readers see this day while a machine states the same night in UTC."""
        if not any(_local(kind) for kind in own):
            return False
        this = date.fromisoformat(day)
        gaps = [((date.fromisoformat(d) - this).days, hour) for d, hour in self._utc]
        return any((gap == 1 and hour < 13) or (gap == -1 and hour >= 10) for gap, hour in gaps)


def _renamed(stated: Sequence[Stated], modified: set[str]) -> set[str]:
    """Days of a change that took the name of the publication: a field states both of them."""
    found: set[str] = set()
    for name in ("data published", "meta published_time", "meta published"):
        days = {s.day for s in stated if s.kind == name}
        kept = days - modified
        found |= {day for day in days & modified if kept and day > min(kept)}
    return found


def _in_masthead(kinds: Sequence[str]) -> bool:
    """Whether a time marked as one is shown far above the headline only: the clock of the outlet."""
    shown = [kind.split()[1] for kind in kinds if kind.startswith("words")]
    return set(shown) == {"before"} and any(_family(kind) == "mark" for kind in kinds)


def _founded(kind: str) -> bool:
    """Whether a place can make a day the page's own, and not only support it."""
    parts = kind.split()
    if "aside" in parts or parts[0] in ("state", *_APART):
        return kind == "state published"
    labelled = parts[-1] in ("published", "marked", "modified", "dateline")
    return parts[0] != "words" or parts[1] not in ("below", "end") or labelled


def _family(kind: str) -> str:
    return kind.split()[0]


def _worded(kind: str) -> bool:
    return kind.startswith("words ")


def _claims(kind: str) -> bool:
    """Whether visible words beside the headline say that the day is the page's."""
    place, form = kind.split()[1:2], kind.split()[-1]
    return (
        _worded(kind)
        and place[0] in _HEAD
        and form in ("published", "marked")
        and "many" not in kind
    )


def _best_words(own: Iterable[str]) -> Features:
    """The best of the places in visible words, for a day told often is no likelier for that."""
    places = sorted(_word_place(kind) for kind in own if _worded(kind))
    if not places:
        return {}
    many, place, mark = places[0]
    group, form = _PLACES[place], _MARKS[mark]
    whole = f"words {group} {form}{' many' if many else ''}"
    return dict.fromkeys((whole, f"words {group}", f"words {form}"), 1.0)


def _word_place(kind: str) -> tuple[bool, int, int]:
    parts = kind.split()
    group = _GROUPS.get(parts[1], "open")
    return "many" in parts, _PLACES.index(group), _MARKS.index(_FORMS.get(parts[-1], "told"))


def _change_feature(kind: str) -> str:
    parts = kind.split()
    if parts[0] != "words":
        return "modified"
    return (
        "words modified head" if _GROUPS.get(parts[1]) in ("head", "near") else "words modified off"
    )


def _agreement(own: set[str]) -> Features:
    families = {_family(k) for k in own if "aside" not in k and k != "guess"}
    if any("many" in k and k.endswith("bare") for k in own):
        families.discard("words")
    return {f"families {n}": 1.0 for n in (2, 3, 4) if len(families) >= n}


def _shown(kind: str) -> bool:
    """Words of the page that are a date and little else, and no list of them."""
    parts = kind.split()
    return (
        parts[0] == "words"
        and parts[1] not in ("aside", "before")
        and parts[-1] in _FORMS
        and not ("many" in parts and parts[-1] == "bare")
    )


def _heads(kind: str) -> bool:
    parts = kind.split()
    form = parts[-1]
    return (parts[1] in _HEAD and form in ("published", "marked", "bare")) or (
        parts[1] == "near" and form in ("published", "marked")
    )


def _local(kind: str) -> bool:
    """A place that gives the day as readers of the outlet count it."""
    parts = kind.split()
    if parts[0] == "words":
        return parts[1] in (*_HEAD, "near") and "many" not in parts
    return kind in ("url", "state published") or (parts[0] == "mark" and "aside" not in parts)
