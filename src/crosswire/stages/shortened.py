"""Words that are written short, with a full stop that ends no sentence, and what shows that one does.

One list for all who cut texts into sentences.
"""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    "adm amb asst atty attys brig capt cllr cmdr col cols cpl cpt dep det dr drs fr ft gen gens gov govs hon insp jr"
    " lt lts maj messrs mme mr mrs ms msgr mt mx no nos pfc pres prof profs pvt rep reps rev rt sen sens sgt spc st"
    " supt vs v"
)
"""What stands before a name or a number."""
_WORDS = _set(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa"
    " penn tenn tex va vt wash wis wisc wyo jan feb mar apr jun jul aug sep sept oct nov dec approx est dept univ"
    " assn bros inc corp co ltd llc plc sr al etc"
)
"""What may stand within a sentence, or at its end."""
_OPENERS = _set(
    "a about according across after all also although among amid an and another as at because before both but by"
    " despite during each earlier even every for from he her here his how however i if in instead it its last later"
    " many meanwhile most no nobody now of on one our she since so some still such that the their then there these"
    " they this those though to two under until we what when where which while who why with within without yet you"
    " your"
)
"""Words that have a capital only where a sentence begins."""
_TIMES = ("a.m", "p.m")
_AFTER_TIMES = _set(
    "et est edt ct cst cdt mt mst mdt pt pst pdt akst hst gmt utc bst cet cest eet msk ist jst aest eastern central"
    " mountain pacific greenwich monday tuesday wednesday thursday friday saturday sunday january february march april"
    " may june july august september october november december jan feb mar apr aug sept oct nov dec"
)
"""What goes on about a time of day: its zone, its day."""
_LAST = re.compile(r"(?:\w|(?<=\w)\.(?=\w))+$")
_WORD = re.compile(r"\w+")
_MARKS = "\"”’'»"
_LONGEST = 24
_PARTY = re.compile(r"(?<![\w-])[DRI]-$")


def begins(text: str, stop: int, word: str, *, closed: bool = False) -> bool | None:
    """Whether a sentence begins with ``word``, which has a capital, behind the full stop at ``stop``.

    ``closed``: brackets close between the two. None: it may, or may not.
    """
    found = _LAST.search(text, max(0, stop - _LONGEST), stop)
    before, at = (found[0], found.start()) if found else ("", stop)
    if len(before) == 1 and text[max(0, at - 1) : at] in ("’", "'"):
        return True  # "people's. If": no initial
    short, next_ = before.casefold(), word.casefold()
    if short in _TITLES:
        return None if short in ("no", "jr") and next_ in _OPENERS else False
    initial = len(before) == 1 and before.isalpha() and before.isupper()
    if not initial and "." not in before and short not in _WORDS:
        return True
    # "Okoro, D-N.Y." within a sentence has a comma behind it.
    if not closed and word[:1].isupper() and _PARTY.search(text, max(0, at - 3), at):
        return True
    return _begins_after_short(before, word, initial=initial)


def ends(text: str, stop: int, after: int) -> bool:
    """Whether the stop at ``stop`` surely ends a sentence, where the next words stand at ``after``."""
    word = _WORD.search(text, after)
    next_ = text[stop + 1 : stop + 2]  # Nothing, at the end of the text.
    if text[stop] != "." or word is None or not next_ or next_ in _MARKS:
        return True
    return begins(text, stop, word[0], closed=next_ in ")]") is True


def _begins_after_short(before: str, word: str, *, initial: bool) -> bool | None:
    if word[:1].isdigit():
        return False
    if before.casefold() in _TIMES and word.casefold() in _AFTER_TIMES:
        return False
    if word.casefold() in _OPENERS and not (initial and word == "A"):
        return None if initial else True
    return False if before.isupper() or before.casefold() in _WORDS else None
