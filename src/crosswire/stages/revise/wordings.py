"""Wordings by which an article speaks of its own words, and takes them back."""

import re

PIECE = r"(?:article|story|report|piece|post|page|headline|column|caption|item|blog|interview|text)"
WRONGLY = r"(?:incorrectly|wrongly|erroneously|mistakenly|inaccurately|in error)"
MIS = r"mis(?:stated|spelled|spelt|identified|named|quoted|attributed|reported|represented|characteri[sz]ed)"
TOLD = (
    r"(?:said|stated|reported|gave|put|claimed|suggested|implied|named|identified|attributed"
    r"|described|referred|quoted|listed|contained an? (?:\w+ )?error)"
)
LABEL = re.compile(
    r"[\s*_•–—-]*(?:corrections?(?: and clarifications?| & clarifications?)?|clarifications?|corrected)"
    r"(?: to this \w+| appended)?(?:,? (?:on )?\(?(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9}|\d[\d./-]+)"
    r"(?:,? \d{4})?\)?)?:",
    re.I,
)
"""A label, with a day at most: "Correction from today's briefing:" is somebody else's."""
OWN = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:earlier|previous|prior|original|initial) (?:version|edition)s? of (?:this|our|the) "
        rf"{PIECE}\b[^.;]{{0,40}}?\b(?:{TOLD}|{MIS}|{WRONGLY})\b(?: that\b)?",
        rf"\bthis {PIECE} (?:was|has been) (?:\w+ )?(?:amended|corrected|clarified)\b"
        r"(?![^.;]{0,40}\bto (?:add|include|update)\b)",
        rf"\bthis {PIECE} (?:was|has been) (?:updated|edited|revised|changed)\b[^.;]{{0,40}}?"
        r"\bto (?:correct|clarify|fix|reflect the correct)\b",
        rf"\b(?:we|our {PIECE}|this {PIECE}|this newspaper)\b[^.;]{{0,40}}?\b(?:{WRONGLY}|{MIS})\b"
        rf"(?: {TOLD})?(?: that\b)?",
        r"\bwe (?:said|reported|wrote|stated)\b(?=[^.]*(?:[;—–]| - ) ?(?:in fact|(?:this|that|it) "
        r"(?:is|was) (?:wrong|incorrect|untrue|not the case)))(?: that\b)?",
    )
)
CONTRAST = re.compile(r"(?:,|\bbut)? (?:not|rather than|instead of) (?=\S)", re.I)
FACT = re.compile(r"[;—–]? ?\bin fact\b|;", re.I)

_WORK = r"(?:article|story|report|piece|column|dispatch)"
RETRACTED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:this|our) {_WORK}(?: [^.;:]{{0,60}}?)?,? (?:has been|have been|was|is|is being) "
        r"(?:\w+ )?(?:withdrawn|retracted|removed|taken down|unpublished|deleted)\b"
        r"(?! (?:by|from)\b(?! (?:us|the (?:editors?|desk|site|page|website)|our|this)))",
        r"\b(?:we|the editors?) (?:have |has |hereby |are |is )?"
        rf"(?:retract(?:s|ed|ing)?|withdr(?:aws?|ew|awn|awing)) (?:this|our|the) {_WORK}\b",
        rf"\bthis is an? (?:retraction|withdrawal) of (?:an?|the|our) (?:\w+ ){{0,3}}{_WORK}\b",
    )
)
"""That the whole of it is taken back."""
RETRACTION = re.compile(
    r"[\W_]*(?:retraction|retracted|withdrawn|(?:story|article|report) (?:withdrawn|retracted|removed))"
    r"(?: of [^:\n]{0,40})?\s*(?:[:—–]|-\s|$)",
    re.I,
)
"""The same, as a label."""
KILLED = tuple(
    re.compile(pattern)
    for pattern in (
        r"^[\W_]*(?:(?:BULLETIN|MANDATORY|URGENT|ATTENTION|EDITORS?|ADVISORY)\W+)+KILL\b",
        r"^[\W_]*KILL\s*(?:[:—–(]|-\s|$)",
        r"(?i)^[\W_]*(?:wire |mandatory )?advisory\b(?=[^\n]*\b(?:story|copy|item|article|dispatch)\b)"
        r"[^\n]{0,200}\b(?:withdrawn|withdraws?|killed|kills?)\b",
        r"(?i)\b(?:bulletin|mandatory) kill\b|\ba kill is mandatory\b",
        r"(?i)\b(?:kills|is killing|has killed|must kill|please kill|editors should kill) "
        r"(?:the|this|our|its) (?:[\w-]+ ){0,3}(?:story|item|copy|dispatch|article|report)\b",
    )
)
"""A wire tells those who print it to use it no more."""
UPDATED = re.compile(
    rf"\bthis {PIECE} (?:was|has been|is being|will be) (?:\w+ )?updated\b"
    r"|^[\W_]*(?:updated?)(?: [^:\n]{0,30})?:",
    re.I,
)
NOTED = re.compile(r"^[\W_]*(?:editor['’]?s?'?|editors['’]|publisher['’]s) note\b\s*[:—–-]?", re.I)
"""A label that says no more than that the desk speaks."""
