"""The credit of a picture by its form: who took it, for whom, through which agency.

"Ines Okoro/Pool via REUTERS", "REUTERS/Ines Okoro/File Photo", "Ines Okoro / Courier via AP", "Photo:
AP", "(May 3) AP". The name of an agency alone is none: articles name agencies as their sources.
"""

import re

AGENCY = (
    r"(?:AP|AFP|EPA|PA|UPI|TNS|EFE|dpa|ANSA|(?:The )?Associated Press|Reuters|REUTERS|Getty|Bloomberg"
    r"|Alamy|Shutterstock|Anadolu|Xinhua|Newscom|NurPhoto|Sipa|SIPA|Zuma|ZUMA|Redux|Polaris|iStock)"
    r"(?: (?:Photos?|PHOTO|Images?|Plus|Media|Wire|Features|Agency|USA|Press|Pool|file|Files?)){0,2}"
    r"(?!\w)"
)
"""An agency that sells pictures, as credits write it."""
_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
_SMALL = r"(?:de|da|do|del|della|den|der|di|dos|du|la|le|van|von|bin|el|al)"
_NAME = rf"{_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD}){{0,4}}"
_HOUSE = r"[A-Z][\w.,&’' -]{1,40}"
_VIA = rf"{_NAME}(?:, {_HOUSE})?(?: ?/ ?(?:{_HOUSE})?){{0,3}} ?via {AGENCY}"
_SLASHED = rf"{_NAME}(?: ?/ ?{_HOUSE}){{0,2}} ?/ ?{AGENCY}(?: ?/ ?{AGENCY}){{0,2}}"
_AGENCY_FIRST = (
    rf"(?:REUTERS|Reuters|AP|AP Photo|AFP|AFP PHOTO|EPA)(?: ?/ ?{_NAME}(?:, {_NAME}){{0,3}}){{1,3}}"
)
NAMED = rf"(?:{_VIA}|{_SLASHED})"
"""A credit that closes with the agency: where it ends shows even where text follows."""
_LABELLED = (
    r"(?:Mandatory credit|Mandatory Credit|(?:Photo|Photograph|Picture|Image|Video)s?"
    r"(?: by| credits?| courtesy of| illustration by)?|Credits?|Courtesy of):? "
    rf"(?:{_WORD}|&)(?:(?: | ?[/|,] ?)(?:{_WORD}|&|of|for|the|and|via|{_SMALL})){{0,8}}"
)
_KEPT = r"(?:,? ?/? ?(?i:(?:file|handout|pool)(?: (?:photo|picture|image))?s?))?"
"""What is said of where a picture was kept."""
_TAGS = r"(?: TPX IMAGES OF THE DAY| \([A-Z &,]+ - Tags: [^()]*\))?"
_FILMED = (
    r"\((?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?\) "
    rf"{AGENCY}(?:, {AGENCY})?"
)
"""How agencies close what they say of a film: its day, and their name."""
_MARKED = re.compile(
    rf"(?:\s{_FILMED}|\((?:{NAMED}|{_AGENCY_FIRST}){_KEPT}\)|\| (?:{NAMED}|{_AGENCY_FIRST}|{AGENCY}){_KEPT})\W*$"
)
_PLAIN = re.compile(
    r"(?:(?:[.!?…][”\"’')\]]*|\)|\b(?:19|20)\d\d)\s+"
    rf"(?:{NAMED}|{_AGENCY_FIRST}|{_LABELLED})|^\W*(?:{NAMED}|{_AGENCY_FIRST})){_KEPT}{_TAGS}\W*$"
)
_REACH = 240
"""Characters at the end of a line among which its credit is looked for."""
SHOWN = re.compile(
    r"\bfile (?:photo|picture|image)\b|\((?:left|right|cent(?:er|re)|second|[LRC])\b|, (?:left|right|cent(?:er|re))\b,?"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.? \d{1,2}, (?:19|20)\d\d\b"
    r"|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d\b"
)
"""What a caption says of its picture, and a sentence of news hardly ever: the whole date, the sides."""
_TALK = re.compile(
    r"[”\"]\s*(?:[\w’'.-]+ ){0,5}(?:said|says|told|added|wrote|asked)\b|\b(?:said|says|told|added|wrote)\b[^.“\"]{0,30}[“\"]"
)
_LONG = 60
"""Words above which a line must speak of its picture to be a caption by a plain credit."""


def closes_with_credit(text: str, words: int) -> bool:
    """Whether a line of so many words is a caption by the credit that closes it."""
    reach = text[-_REACH:]
    if _MARKED.search(reach):
        return True
    if not _PLAIN.search(reach):
        return False
    return bool(SHOWN.search(text)) or (words <= _LONG and not is_talk(text))


def is_talk(text: str) -> bool:
    """Whether a line quotes somebody as articles do, and tells no day or side as captions do."""
    return bool(_TALK.search(text)) and not SHOWN.search(text)
