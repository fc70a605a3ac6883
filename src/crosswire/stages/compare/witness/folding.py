"""When two printed words are one spoken word: spelling, contractions, figures in words.

A transcriber and an outlet follow two house styles. What differs by style alone is no alteration.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from crosswire.stages.compare.points.words import figure, scale

WORD = re.compile(r"[^\W_]+(?:\.?['’.][^\W_]+)*|[%$£€&]")

HESITATIONS = frozenset(
    ["uh", "um", "uhm", "umm", "er", "erm", "ah", "eh", "hm", "hmm", "mm", "mmm", "mhm"]
)
_VARIANTS = {
    variant: word
    for word, variants in {
        "gray": "grey", "program": "programme", "programs": "programmes", "judgment": "judgement",
        "aging": "ageing", "tire": "tyre", "tires": "tyres", "curb": "kerb", "plow": "plough",
        "jewelry": "jewellery", "skeptical": "sceptical", "skeptic": "sceptic", "mold": "mould",
        "toward": "towards", "among": "amongst", "while": "whilst", "afterward": "afterwards",
        "learned": "learnt", "burned": "burnt", "spelled": "spelt", "spoiled": "spoilt",
        "dreamed": "dreamt", "leaned": "leant", "leaped": "leapt", "airplane": "aeroplane",
        "aluminum": "aluminium", "pajamas": "pyjamas", "maneuver": "manoeuvre", "ok": "okay",
        "maneuvers": "manoeuvres", "mustache": "moustache", "check": "cheque", "checks": "cheques",
        "inquiry": "enquiry", "inquiries": "enquiries", "adviser": "advisor", "practice": "practise",
        "practicing": "practising", "practiced": "practised", "license": "licence",
        "licenses": "licences", "advisers": "advisors", "fulfill": "fulfil", "enroll": "enrol",
        "installment": "instalment", "skillful": "skilful", "willful": "wilful", "mom": "mum",
        "counselor": "counsellor", "percent": "%", "dollars": "$", "pounds": "£", "euros": "€",
        "alright": "allright", "artifact": "artefact", "draft": "draught", "pretense": "pretence",
        "offense": "offence", "offenses": "offences", "defense": "defence", "anymore": "any-more",
        "defenses": "defences", "mr": "mister", "story": "storey", "analyze": "analyse",
        "paralyze": "paralyse", "catalog": "catalogue", "dialog": "dialogue", "fetus": "foetus",
        "pediatric": "paediatric", "anesthetic": "anaesthetic", "hemorrhage": "haemorrhage",
        "encyclopedia": "encyclopaedia", "maneuvering": "manoeuvring", "acknowledgment":
        "acknowledgement", "governor": "gov", "senator": "sen", "general": "gen", "colonel": "col",
        "captain": "capt", "sergeant": "sgt", "lieutenant": "lt", "professor": "prof",
        "doctor": "dr", "january": "jan", "february": "feb", "august": "aug", "september": "sept",
        "october": "oct", "november": "nov", "december": "dec", "and": "&",
    }.items()
    for variant in variants.split()
}  # fmt: skip
_OUR = re.compile(
    r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ably|er|ers|ful|fully|ite|ites|ist|ists|hood|hoods|less|ly)?$)"
)
_KEEP_OUR = re.compile(
    r"(?:^|\b)(?:[fhypts]l?our|det|cont|dev|sc|course|court|source|gl?our|amour)"
)
_ISE = re.compile(
    r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations|ational)$)|(?<=[a-z]{2}ly)s(?=(?:e|es|ed|ing)$)"
)
_TRE = re.compile(r"(?<=[a-z]{2}[tb])re(?=s?$)")
_DOUBLE_L = re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors|ation)$)")
_VOWELS = re.compile(r"[aeiouy]+")

_CONTRACTED = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not",
    "let's": "let us", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "'cause": "because", "cause": "because", "cos": "because", "'em": "them", "ain't": "is not",
    "y'all": "you all", "kinda": "kind of", "sorta": "sort of", "lemme": "let me",
    "gimme": "give me", "dunno": "do not know", "yeah": "yes", "'til": "until", "til": "until",
    "till": "until",
}  # fmt: skip
_UNITS = frozenset(["percent", "per", "cent", "dollars", "pounds", "euros"])
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"))
_SHORT = {
    "us": "united states",
    "uk": "united kingdom",
    "un": "united nations",
    "eu": "european union",
}
_AMBIGUOUS = {"'s": ("is", "has"), "'d": ("would", "had")}


def plain(word: str) -> str:
    """The printed word in lower case, without accents, apostrophes straight, dots gone."""
    form = word.lower().replace("’", "'")
    if not form.isascii():
        parts = unicodedata.normalize("NFKD", form)
        form = "".join(c for c in parts if not unicodedata.combining(c)) or form
    return form.replace(".", "") if "." in form and not form[0].isdigit() else form


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Equal for British and American spellings of one word."""
    form = plain(word)
    if form in _VARIANTS:
        return _VARIANTS[form]
    if not form.isalpha() or len(form) < 5:
        return form
    if "our" in form and not _KEEP_OUR.match(form):
        form = _OUR.sub("or", form)
    form = _TRE.sub("er", _ISE.sub(lambda m: m.group().replace("s", "z"), form))
    if "ll" in form and len(_VOWELS.findall(form.partition("ll")[0])) > 1:
        form = _DOUBLE_L.sub("l", form)
    return form


def same_style(a: Sequence[str], b: Sequence[str]) -> str | None:
    """Why words that are printed otherwise are the same words; None when they are not."""
    left, right = [fold(w) for w in a], [fold(w) for w in b]
    if left == right or "".join(left) == "".join(right):
        return "spelling"
    if _figures(left) is not None and _figures(left) == _figures(right):
        return "figures in words"
    if _spoken(left) & _spoken(right):
        return "contraction"
    return None


def _spoken(forms: Sequence[str]) -> set[str]:
    """The words with contractions spoken out, in every way they may be."""
    ways = [""]
    for form in forms:
        ways = [f"{way} {said}".strip() for way in ways[:8] for said in _ways(form)]
    return set(ways)


def _ways(form: str) -> tuple[str, ...]:
    if form in _CONTRACTED:
        return (_CONTRACTED[form],)
    if form in _SHORT:
        return (form, _SHORT[form])
    for ending, said in _ENDINGS:
        if form.endswith(ending):
            return (form.removesuffix(ending) + said,)
    for ending, both in _AMBIGUOUS.items():
        if form.endswith(ending):
            return (form, *(f"{form.removesuffix(ending)} {said}" for said in both))
    return (form,)


def is_figure(forms: Sequence[str]) -> bool:
    """The words are a number, in digits or in words."""
    return _figures(forms) is not None


def _figures(forms: Sequence[str]) -> tuple[float, frozenset[str]] | None:
    """The value of a figure of several words, and its units; None when there is no figure."""
    forms = list(forms)
    while len(forms) > 1 and forms[0] in ("a", "an"):
        forms = ["one", *forms[1:]]
    joined = re.sub(r"(?<=\d) (?=\d{3}\b)", "", " ".join(w for w in forms if w != "and")).split()
    total, group, units, seen = 0.0, 0.0, [], False
    for form in joined:
        value, times = figure(form), scale(form)
        if value is not None and form not in ("first", "second", "third"):
            group, seen = group + value, True
        elif times is not None and seen:
            group *= times
            if times > 100:
                total, group = total + group, 0.0
        else:
            units.append(form)
    if not seen or any(u not in _UNITS for u in units):
        return None
    return total + group, frozenset("percent" if u in ("per", "cent") else u for u in units)
