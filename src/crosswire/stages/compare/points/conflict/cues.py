"""Words that turn, bound or date a statement, and words for the medium it was made in."""

from crosswire.stages.compare.points.words import listed


def _words(line: str) -> frozenset[str]:
    return frozenset(listed(line))


CUES = {
    "ahead": _words("will would shall 'll ’ll expect plan intend schedule set vow promise poised"),
    "open": _words("may might could consider seek propose likely possible potential weigh try if"),
    "doubt": _words("allege alleged allegedly reportedly suspect accuse claim appear seem unclear"),
    "denied": _words("deny refuse reject decline fail dispute without not n't n’t never no nor none"),
    "all": _words("all every entire whole each both completely fully everyone everything"),
    "many": _words("many most majority several various numerous much"),
    "few": _words("few some part partly partially minority handful couple certain"),
    "only": _words("only just merely sole solely alone exclusively"),
    "more": _words("more over least exceed beyond"),
    "about": _words("about around roughly approximately estimated nearly almost"),
    "again": _words("again also another additional further second resume renew"),
    "order": _words("before after since until earlier later previously already yet still once"),
    "rank": _words("first last final new initial interim temporary permanent"),
}  # fmt: skip

MEDIA = {
    "paper": _words("statement letter email e-mail memo report document filing release"),
    "net": _words("tweet twitter post facebook instagram video website"),
    "interview": _words("interview tell"),
    "speech": _words("speech address remarks rally"),
    "briefing": _words("conference briefing reporter reporters"),
    "hearing": _words("testimony testify hearing court"),
    "unnamed": _words("spokesman spokeswoman spokesperson aide official source sources lawyer"),
}

ANTONYMS = tuple(
    (_words(one), _words(other))
    for one, other in (
        ("increase rise grow gain climb surge up more higher jump expand", "decrease fall drop decline down less lower reduce cut"),
        ("support back endorse favor favour approve pass accept agree praise welcome", "oppose reject criticize criticise condemn veto block refuse slam rebuke"),
        ("win victory winner succeed success", "lose loss defeat fail failure"),
        ("begin start open launch create resume", "end stop close halt finish cancel suspend"),
        ("before ahead prior", "after following since"),
        ("guilty convict charge indict", "innocent acquit clear exonerate"),
        ("continue remain keep stay maintain", "leave quit abandon withdraw resign"),
        ("large big huge massive major strong", "small little tiny minor weak slight modest"),
        ("first early", "last late final"),
        ("morning", "evening afternoon night"),
        ("all every entire whole", "some several many part most few"),
    )
)  # fmt: skip
