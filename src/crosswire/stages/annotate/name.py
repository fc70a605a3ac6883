"""A name where it stands, with the title before it."""

import re
from dataclasses import dataclass

from crosswire.stages.annotate.gazetteer import Gender
from crosswire.stages.annotate.view import Run, View

TITLES: dict[str, Gender | None] = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f",
    "sir": "m", "lord": "m", "dame": "f", "lady": "f", "baroness": "f", "dr": None, "dr.": None,
    "prof": None, "prof.": None, "rev.": None, "sgt.": None, "lt.": None, "capt.": None,
    "col.": None, "gen.": None, "adm.": None, "sen.": None, "gov.": None, "rep.": None,
    "messrs": "m", "messrs.": "m", "sheikh": "m", "madame": "f", "monsieur": "m",
}  # fmt: skip
"""Words before a name, never part of it here, and whose they are."""

OFFICES = {
    "sen.": "senator", "gov.": "governor", "rep.": "representative", "gen.": "general",
    "col.": "colonel", "capt.": "captain", "lt.": "lieutenant", "sgt.": "sergeant",
    "adm.": "admiral", "rev.": "reverend", "prof.": "professor", "prof": "professor",
}  # fmt: skip
"""Titles that are offices, written out: Sen. Venn is "the senator" later."""

SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens ``first`` to ``last`` (exclusive). ``title`` stands before it."""

    first: int
    last: int
    label: str
    title: str = ""

    def words(self, view: View) -> str:
        """The name as the text has it, white space evened."""
        start, end = self.run(view)
        return " ".join(re.sub(r"[\[\]()]", "", view.text[start:end]).split())

    def run(self, view: View) -> Run:
        """Its code points."""
        return view.tokens[self.first].start, view.tokens[self.last - 1].end
