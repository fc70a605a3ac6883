"""What is refused, and in which words: empty, binary, too large, no words, not English."""

import re
from functools import cache
from typing import TYPE_CHECKING

from crosswire.errors import InputError
from crosswire.stages.clean.lines import word_set

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MAX_WORDS = 200_000
"""A long novel; no article is longer, and every later step is linear in it."""
MAX_SOURCE = 10_000_000
"""Characters of HTML read as one page."""
_LONGEST_WORD = 400
_ENOUGH_WORDS = 25
"""Fewer words than these do not show a language."""
_SAMPLE = 4_000
_BRIEF = 1_500
"""Characters that tell most languages; the rest of the sample is asked where they do not."""
_JUNK = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Letters of scripts that set no spaces between words."""
_ENGLISH = word_set(
    "the of and to in a is that for it was on with he as at by be this are from his not but have"
    " had they which she an were been has who will would there their we you or its said after her"
    " when about more than one if what so up out all can could new into our them over no i"
)  # fmt: skip
_CHINESE = frozenset({"zh", "wuu", "yue"})
"""Written alike in news."""
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "ru": "Russian", "uk": "Ukrainian", "pl": "Polish", "ar": "Arabic",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "tr": "Turkish", "sv": "Swedish",
    "da": "Danish", "no": "Norwegian", "nb": "Norwegian", "fi": "Finnish", "cs": "Czech",
    "hu": "Hungarian", "ro": "Romanian", "el": "Greek", "he": "Hebrew", "fa": "Persian",
    "hi": "Hindi", "bg": "Bulgarian", "hr": "Croatian", "sr": "Serbian", "id": "Indonesian",
}  # fmt: skip


def check_readable(content: str, *, html: bool = False) -> None:
    """Refuse what is no text at all; raises ``InputError`` saying what came and what to do."""
    if not content.strip():
        raise InputError("wanted an article, got an empty text; save the page again", kind="empty")
    sample = content[:20_000]
    junk = len(_JUNK.findall(sample))
    if junk > 0.02 * len(sample) or "\x00" in sample:
        raise InputError(
            f"wanted text, got what looks like a binary file ({junk} unreadable characters in the "
            f"first {len(sample):,}); save the page as HTML or plain text",
            kind="binary",
        )
    if html:
        _check_source(content)
    else:
        _check_words(content)


def check_length(words: int) -> None:
    """Refuse more words than an article can have; raises ``InputError``."""
    if words > MAX_WORDS:
        raise InputError(
            f"wanted one article, got {words:,} words; crosswire reads up to {MAX_WORDS:,} a text; "
            "split the file",
            kind="too-large",
        )


def _check_source(content: str) -> None:
    if len(content) > MAX_SOURCE:
        raise InputError(
            f"wanted one page, got {len(content):,} characters of HTML; crosswire reads up to "
            f"{MAX_SOURCE:,} a page; split the file",
            kind="too-large",
        )


def _check_words(content: str) -> None:
    words = 1 + len(re.findall(r"\s+", content.strip()))
    check_length(words)
    spaced = len(content) - len(_UNSPACED.findall(content))
    if spaced > 2 * _LONGEST_WORD and spaced > _LONGEST_WORD * words:
        raise InputError(
            f"wanted words with spaces between them, got {len(content):,} characters in "
            f"{words:,} words; check how the text was saved",
            kind="no-spaces",
        )


def language_of(body: str) -> str | None:
    """The language of ``body`` (ISO 639-1), or None where too few words show one."""
    sample = body[:_SAMPLE]
    words = _WORD.findall(sample)
    unspaced = len(_UNSPACED.findall(sample))
    if len(words) < 5 and len(sample) < 100 and unspaced < _ENOUGH_WORDS:
        return None
    if _is_englishlike(words):
        return "en"
    least = 0.9 if max(len(words), unspaced) >= _ENOUGH_WORDS else 0.99
    for part in (sample[:_BRIEF], sample):
        language, chance = _identifier().classify(part)
        if language in _CHINESE:
            ranked = _identifier().rank(part)
            language, chance = "zh", sum(share for name, share in ranked if name in _CHINESE)
        if chance >= least:
            return str(language)
    return None


def language_name(language: str | None) -> str:
    """The language in English words: "German", or "language 'xx'"."""
    return _NAMES.get(str(language), f"language {language!r}")


def _is_englishlike(words: list[str]) -> bool:
    """A fifth of running English words, and of no other language, are these little ones."""
    if len(words) < _ENOUGH_WORDS:
        return False
    return sum(w.lower() in _ENGLISH for w in words) >= 0.2 * len(words)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
