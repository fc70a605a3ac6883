"""Texts in languages that the packaged word table does not know: every word of them looks rare to
it, the commonest too, and two unrelated articles of one language look alike by "der", "und", "les".

What is common in such a language is taken from the stop lists of jusText (Pomikálek 2011), which
were counted on each language's Wikipedia; that no list covers says little, and is left out.
"""

from collections.abc import Collection
from functools import cache

_TABLE = "en"
"""The language that the table of words was counted in."""
_EVERY_NOUN = frozenset(("de", "lb", "nds", "gsw"))
"""Languages that write every noun with a capital: a capital shows no name."""
_LISTS = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "eo": "Esperanto",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ka": "Georgian", "ko": "Korean", "lb": "Luxembourgish", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "mr": "Marathi", "ms": "Malay", "nl": "Dutch",
    "nn": "Norwegian_Nynorsk", "nb": "Norwegian_Bokmal", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip


def foreign(language: str | None) -> str | None:
    """The language, where it is known and the table of words is not of it."""
    short = (language or "").partition("-")[0].lower()
    return short if short and short != _TABLE else None


def nouns_have_capitals(language: str | None) -> bool:
    """Whether a capital in the middle of a sentence shows no more than a noun."""
    return foreign(language) in _EVERY_NOUN


@cache
def common(language: str) -> frozenset[str]:
    """Words of ``language`` that stand in most texts, in lower case."""
    from justext.utils import get_stoplist

    known = _LISTS.get(language)
    listed: Collection[str] = get_stoplist(known) if known else ()
    return frozenset(word.strip("\"'.,;:!?()„“”«»").lower() for word in listed)
