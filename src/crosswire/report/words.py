"""Crosswire's own words in a report, and outlets' words made safe to show."""

import re
from datetime import date, datetime

# Controls, bidirectional overrides and lone surrogates could rewrite what a reader sees around
# them (a terminal obeys ESC, a browser U+202E). One sign stands for one, so lengths stay true.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

CAPTURED = {"complete": "complete", "cut": "cut off", "unknown": "cannot tell"}
"""How much of an article its capture holds, for people."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PARTS = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night",
    "SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def showable(text: str) -> str:
    """``text`` with every sign that could act on the display replaced by U+FFFD, one for one."""
    return _UNSHOWABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """``text`` showable, with each run of white space as one space."""
    return " ".join(showable(text).split())


def inert_json(document: str) -> str:
    """JSON that says the same, with those signs named as JSON names them: they come back as they were,
    and do nothing where it is shown."""
    return _UNSHOWABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", document)


def shorten(text: str, most: int) -> str:
    """``text`` on one line, cut at a word and marked with an ellipsis when it is longer."""
    line = one_line(text)
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def whole_marks(words: str) -> str:
    """Words with a quotation that begins before them or goes on after them shown as cut there:
    "“It remains. …”"; a mark alone at one end reads as a slip."""
    text = words.strip()
    opened, closed = text.count("“"), text.count("”")
    straight = text.count('"') % 2 == 1
    if opened > closed or (straight and text.startswith('"')):
        return f"{text} …{'”' if opened > closed else chr(34)}"
    if closed > opened or (straight and text.endswith('"')):
        return f"{'“' if closed > opened else chr(34)}… {text}"
    return text


def quoted(words: str) -> str:
    """Words in marks; those that begin with a mark of their own keep to that."""
    text = whole_marks(words)
    return text if text[:1] in ("“", '"') else f"“{text}”"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 page``, ``2 pages``; ``plural`` for nouns that do not just take an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def heading(story: str) -> str:
    """A story's name as a heading: ``ferry-aground`` reads "Ferry aground"."""
    name = story.replace("-", " ").replace("_", " ").strip() or "story"
    return name[0].upper() + name[1:]


def moment(value: str) -> str:
    """A TIMEX3 value for people, no more precise than it is; other values as they are."""
    try:
        return _moment(value)
    except ValueError:
        return value


def _moment(value: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d.*", value):
        at = datetime.fromisoformat(value)
        zone = at.strftime("%z")
        shown = f" ({zone[:3]}:{zone[3:5]})" if zone else ""
        return f"{_day(at.date())}, {at:%H:%M}{shown}"
    if read := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T([A-Z]{2}))?", value):
        part = _PARTS.get(read[2] or "", read[2] or "")
        return _day(date.fromisoformat(read[1])) + (f", {part}" if part else "")
    if read := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return f"{_MONTHS[date(int(read[1]), int(read[2]), 1).month - 1]} {read[1]}"
    if read := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        week = date.fromisocalendar(int(read[1]), int(read[2]), 6 if read[3] else 1)
        return f"{'weekend' if read[3] else 'week'} of {_day(week)}"
    if read := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{_PARTS[read[2]]} {read[1]}"
    return value


def _day(day: date) -> str:
    # Not strftime: its names follow the locale of the machine.
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
