"""Wordings of time in news prose: one pattern a line, with the reader that says what it means."""

import re

from crosswire.stages.annotate import timevalues as read

_DAY = r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w)"
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
)
_PART = r"(?P<part>morning|afternoon|evening|night)\b"
_NUM = (
    r"(?P<num>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety)"
)
_UNIT = (
    r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|year|decade|century|centurie)s?\b"
)
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\w%]|[-–,.]\d{3}\b|\.\d)"
_DOM = r"(?P<dom>[0-3]?\d)(?:st|nd|rd|th)?\b(?!%|[.,:]\d)"
_STAGE = r"(?:(?P<stage>earlier|later|late|early|mid|the (?:end|start|beginning|middle) of)[\s-]+)?"
_WHICH = r"(?P<which>last|this past|this coming|this|next|the previous|the following)"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NAMED_UNIT = r"(?P<unit>week|month|year|decade|century|weekend|spring|summer|autumn|fall|winter)\b"
_THAT = r"(?P<that>last|this|next)"

PATTERNS: tuple[tuple[re.Pattern[str], read.Reader], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)"), read.iso_value),
    (re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?!\d)"), read.slashed_value),
    (re.compile(rf"(?:{_DAY},?\s+(?:{_PART},?\s+)?)?{_MONTH}\s+{_DOM}(?:,?\s+{_YEAR})?"), read.calendar_day_value),
    (
        re.compile(rf"(?:{_DAY},?\s+(?:the\s+)?)?{_DOM}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?"),
        read.calendar_day_value,
    ),
    (_compiled(rf"{_STAGE}(?-i:{_MONTH})(?:,|\s+of)?\s+{_YEAR}"), read.month_of_year_value),
    (_compiled(rf"(?-i:{_MONTH})(?:\s+of)?\s+{_THAT} year\b"), read.month_of_that_year_value),
    (_compiled(rf"{_STAGE}(?:{_WHICH}\s+)?(?:in\s+)?(?-i:{_MONTH})"), read.bare_month_value),
    (_compiled(rf"(?-i:{_DAY})(?:\s+{_PART})?(?:,?\s+of)?\s+{_THAT} week\b"), read.day_of_week_value),
    (
        _compiled(rf"{_STAGE}(?:on\s+)?(?:{_WHICH}\s+)?(?-i:{_DAY})(?:\s+{_PART})?"),
        read.bare_day_value,
    ),
    (_compiled(rf"(?P<near>yesterday|today|tonight|tomorrow)\b(?:\s+{_PART})?"), read.near_day_value),
    (_compiled(rf"{_STAGE}(?P<that>this|last)\s+{_PART}"), read.part_of_day_value),
    (_compiled(rf"{_STAGE}{_WHICH}\s+{_NAMED_UNIT}(?!\s+of\b)"), read.near_unit_value),
    (_compiled(r"the weekend\b"), read.the_weekend_value),
    (
        _compiled(rf"{_STAGE}(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+{_YEAR}"),
        read.season_of_year_value,
    ),
    (_compiled(rf"{_NUM}\s+{_UNIT}\s+ago\b"), read.ago_value),
    (_compiled(rf"(?:the\s+)?(?:last|past|next|coming)\s+{_NUM}\s+{_UNIT}"), read.length_value),
    (
        _compiled(
            r"(?:the\s+(?:last|next|coming|past)|past)\s+(?P<unit>week|month|year|decade)\b(?!\s+of\b)"
        ),
        read.span_of_one_value,
    ),
    (_compiled(rf"{_NUM}\s+{_UNIT}\s+from now\b"), read.ahead_value),
    (_compiled(r"the\s+(?P<season>summer|autumn|winter)\b(?!\s+(?:of|games|olympics)\b)"), read.the_season_value),
    (_compiled(rf"{_NUM}[\s-]+{_UNIT}(?![\s-]+(?:old|older|olds|ago)\b)"), read.length_value),
    (
        _compiled(
            rf"(?:every|each)\s+(?:{_NUM}\s+(?=\w+s\b))?"
            r"(?P<what>(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|night|week|"
            r"month|year)s?\b"
        ),
        read.set_value,
    ),
    (_compiled(rf"(?P<ordinal>first|second|third|fourth|last) quarter\b(?:(?: of)? {_YEAR})?"), read.quarter_value),
    (_compiled(rf"{_STAGE}(?:the\s+)?(?:[’'])?(?P<decade>(?:1[0-9]|20)\d0|[2-9]0)[’']?s\b"), read.decade_value),
    (_compiled(rf"{_STAGE}(?:the\s+)?(?P<century>\d\d?)(?:st|nd|rd|th)[\s-]century\b"), read.century_value),
    (
        re.compile(
            r"(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))?\s?(?P<half>[AaPp]\.?[Mm](?:\b\.?|\.))"
            r"(?P<zone>\s+(?:[A-Z]{2,4}T|GMT|UTC)\b)?"
        ),
        read.clock_value,
    ),
    (
        re.compile(
            r"(?P<hour>[0-2]?\d):(?P<minute>\d\d)(?![\d:])(?P<zone>\s+(?:[A-Z]{2,4}T|GMT|UTC)\b)?"
        ),
        read.clock_value,
    ),
    (
        _compiled(
            r"(?P<holiday>christmas (?:eve|day)|boxing day|new year[’']s (?:eve|day)|"
            rf"valentine[’']s day|halloween|fourth of july)\b(?:,?\s+{_YEAR})?"
        ),
        read.holiday_value,
    ),
    (re.compile(rf"{_STAGE}{_YEAR}"), read.year_value),
)  # fmt: skip
"""Tried where a word of time begins; the longest that reads wins, and of equals the first."""

TRIGGER = re.compile(
    r"(?<![\w$£€#@/.,:-])(?=\d|[’']\d0s|(?-i:[JFMASOND][aeuopc])|(?-i:[MTWFS](?:on|ue|ed|hu|ri|at|un))|"
    r"(?:last|this|next|past|early|earlier|late|later|mid|the|yesterday|today|tonight|tomorrow|an?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety|every|each|first|"
    r"second|third|fourth|spring|summer|autumn|fall|winter|christmas|boxing|new year|valentine|"
    r"halloween|coming)\b)",
    re.IGNORECASE,
)
