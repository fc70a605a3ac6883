"""French words that carry speech, in the forms that news uses, and the shapes around them."""

import re

_REGULAR = [
    "affirm",
    "alert",
    "ajout",
    "annon[cç]",
    "argument",
    "assur",
    "avan[cç]",
    "avou",
    "clam",
    "comment",
    "confi",
    "confirm",
    "consid[éè]r",
    "constat",
    "critiqu",
    "déclar",
    "dénon[cç]",
    "déplor",
    "détaill",
    "enchaîn",
    "estim",
    "expliqu",
    "fustig",
    "gliss",
    "insist",
    "ironis",
    "jug",
    "justifi",
    "lan[cç]",
    "mart[eè]l",
    "murmur",
    "not",
    "nuan[cç]",
    "ni",
    "observ",
    "plaid",
    "précis",
    "proclam",
    "racont",
    "rappell?",
    "regrett",
    "relat",
    "rel[eè]v",
    "résum",
    "rétorqu",
    "rév[éè]l",
    "salu",
    "signal",
    "soulign",
    "souffl",
    "soupir",
    "temp[éè]r",
    "témoign",
    "tonn",
    "tranch",
    "tweet",
    "vant",
    "indiqu",
    "indign",
    "inqui[éè]t",
    "insurg",
    "exclam",
    "rapport",
    "mentionn",
    "évoqu",
]
_ENDINGS = "(?:e|ent|a|èrent|ait|aient|é|era|eront|erait|ant)"
_IRREGULAR = (
    "dit|disait|disaient|disent|dira|diront|dirent|disant|redit|écrit|écrivait|écrivent|répond|répondait"
    "|répondu|répondit|répondent|soutient|soutenait|soutenu|soutiennent|poursuit|poursuivait|poursuivi"
    "|conclut|conclu|prévient|prévenu|avertit|averti|admet|admettait|admis|promet|promettait|promis"
    "|reconnaît|reconnait|reconnu|reconnaissait|réagit|réagi|réjouit|réjoui|garantit|garanti|renchérit"
    "|renchéri|prédit|décrit|fait savoir|fait valoir|fait remarquer"
)
CUE = rf"(?:(?:{'|'.join(_REGULAR)}){_ENDINGS}|{_IRREGULAR})"
_PRONOUN = r"(?:il|elle|ils|elles|on)"
_ADVERB = r"(?:\w+ment|aussi|également|encore|ainsi|même|alors|ensuite)"

CUES = re.compile(rf"\b{CUE}\b", re.I)
INVERTED = re.compile(
    rf"[\s,.]{{0,10}}(?:{_ADVERB}\s+)?(?:"
    rf"(?:s['’])?(?:a|ont|avait|avaient|est|sont)(?:-t)?-(?P<pron>{_PRONOUN})\s+(?:{_ADVERB}\s+)*(?P<cue>{CUE})"
    rf"|(?:(?:s['’]|se\s+)?(?:est|a|ont|avait|avaient|sont)\s+|s['’]|se\s+)?(?:{_ADVERB}\s+)*(?P<verb>{CUE})"
    rf"(?:(?:-t)?-(?P<after>{_PRONOUN}))?)\b(?:\s+{_ADVERB})?",
    re.I,
)
"""After a quotation: "a-t-elle déclaré", "explique-t-il", "a regretté le maire"."""
SOURCE = re.compile(r"\b(?:selon|d['’]après|de l['’]aveu de|aux yeux de|pour)\s+", re.I)
"""Before a source; "pour" only where it opens the sentence."""
THAT = re.compile(r"(?:\s+[^\s,.;:«»\"]+){0,4}?\s+(?=qu(?:e\s|['’]))", re.I)
"""Between a cue and its "que"."""
PHRASE = re.compile(
    r"(?:(?:l|d)['’]|(?:le|la|les|un|une|des|ce|cet|cette|son|sa|ses|leur|leurs|plusieurs|certains)\s"
    r"|MM?\.\s|[^\W\d_a-zß-ÿ])"
)
"""How words for a speaker begin."""
PHRASE_END = re.compile(
    r"\s*(?:[.;:,(«»\"“”\n]|\s(?:qui|que|dont|où|dans|lors|devant|sur|en|au|aux|à|par|avec|après|avant|ce|cette"
    r"|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)
