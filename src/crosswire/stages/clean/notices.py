"""What the desk says of the text itself: corrections, clarifications, retractions, editor's notes.

A line that tells the event anew ("Update: two more bodies were found") is no notice: it must speak
of the text, or stand under a label that does.
"""

import re

_TEXT = (
    r"(?:article|story|report|post|piece|page|column|item|interview|video|caption|headline"
    r"|transcript|obituary|review|dispatch|blog|live ?blog|version|despatch|graphic|chart)"
)
_MENDED = (
    r"(?:correct(?:ed|ion|s)?|amend(?:ed|ment|s)?|clarif(?:ied|y|ies|ication)|retract(?:ed|s|ion)?"
    r"|withdr(?:awn|aws?|ew)|removed|mis(?:stated|spelled|spelt|identified|quoted|attributed|reported)"
    r"|erroneously|incorrectly|wrongly|mistakenly|in error|inaccurate(?:ly)?"
    r"|updated (?:to|with|after|following|in order))"
)
_DATED = r"(?:[\w.]{3,9} \d{1,2},? \d{4}|\d{1,2} \w{3,9} \d{4}|\d{1,2}/\d{1,2}/\d{2,4})"
_LABEL = (
    r"(?:Corrections?(?: (?:and|&) [Cc]larifications?)?|Clarifications?|Editor(?:s|['’]s|s['’])? [Nn]ote"
    r"|Note (?:from the [Ee]ditors?|to (?:our )?[Rr]eaders)|Retraction|Erratum|Errata|Corrected version"
    r"|CORRECTIONS?|CLARIFICATION|EDITOR['’]?S?['’]? NOTE|RETRACTION|ERRATUM"
    r"|(?:MANDATORY |Mandatory )?(?:KILL|Kill)|WRITETHRU)"
)
_ADDED = r"(?: (?:appended|added|issued|published)\b[^.:]{0,30})?"
_LABELLED = re.compile(
    rf"^\W*(?:{_DATED}\W+)?{_LABEL}(?:[,(]? ?{_DATED}\)?)?{_ADDED}\s*[:–—-]\s*\S"
)
_ALONE = re.compile(rf"\W*(?:{_DATED}\W+)?{_LABEL}(?:\W+{_DATED})?\W*")
_SELF = rf"this (?:\w+ ){{0,2}}?{_TEXT}"
_OF_ITSELF = (
    re.compile(
        rf"^\W*(?:{_SELF}|the (?:headline|caption|standfirst)[^.]{{0,40}})\b[^.]{{0,60}}"
        rf"\b(?:was|has been|have been|is|had been|had)\b[^.]{{0,60}}\b{_MENDED}\b",
        re.I,
    ),
    re.compile(
        r"^\W*(?:in )?(?:an?|the) (?:earlier|previous|prior|original|initial) version(?:s)? of"
        rf" (?:(?:this|our) (?:\w+ ){{0,3}}?{_TEXT}|(?:the|an?) (?:\w+ )?(?:story|article))\b",
        re.I,
    ),
    re.compile(
        rf"^\W*(?:this|our) (?:\w+ )?{_TEXT} (?:originally|previously|initially|earlier)"
        r" (?:said|stated|reported|named|gave|identified|referred|misstated|contained|included)",
        re.I,
    ),
    re.compile(
        rf"^\W*we have (?:corrected|amended|updated|clarified|removed) (?:this|the) {_TEXT}", re.I
    ),
    re.compile(
        r"^\W*(?:please )?(?:ignore|disregard|do not use|kill) (?:the |our |this )?(?:\w+ ){0,3}"
        r"(?:story|article|item|headline|caption|alert|report)\b",
        re.I,
    ),
)
_ASKS_FOR = re.compile(
    r"\bif you (?:are aware|see|spot|notice|find|believe|have|think|wish|would)\b|\breport (?:an?|any) (?:\w+ )?"
    r"(?:error|correction|inaccuracy|typo|mistake)|\b(?:let us know|write to|e-?mail(?: us)?|contact us)\b",
    re.I,
)
"""How every page of a site asks its readers for corrections."""
_LONGEST = 160
"""Words; a longer passage is a text that begins like a notice."""


def is_notice(text: str) -> bool:
    """Whether a passage speaks of the text that it stands in."""
    if not (_LABELLED.match(text) or any(p.match(text) for p in _OF_ITSELF)):
        return False
    return len(text.split()) <= _LONGEST and not _ASKS_FOR.search(text)


def is_notice_label(text: str) -> bool:
    """Whether a line is nothing but the label of a notice, which follows it."""
    return len(text) <= 60 and bool(_ALONE.fullmatch(text.strip()))
