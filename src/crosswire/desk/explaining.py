"""Why an article lies in a story, or why not."""

from crosswire.desk.grouping import Grouping
from crosswire.records.explanation import Explanation, Named
from crosswire.stages.group import Group
from crosswire.store import lists
from crosswire.store.base import Place, Reader


def explain(reader: Reader, recipe: Group, article: str, story: str) -> Explanation:
    """What speaks for and against ``article`` in ``story``."""
    place = _now(reader, article)
    grouping = Grouping(reader, recipe, awake=(article, *reader.members(story)))
    lies = place.move.story if place else None
    other = grouping.runner_up(article)
    grounds = grouping.explain(article, story)
    judgements = tuple(j for j in reader.standing_judgements() if article in (j.a, j.b))
    return Explanation(
        article=_named(reader, article),
        story=story,
        about=_known_by(reader, story),
        lies=lies,
        role=place.move.role if place else None,
        how=place.move.how if place else None,
        probability=place.move.probability if place else None,
        made_by=place.move.made_by if place else None,
        made_at=place.made_at if place else None,
        reasons=grounds.reasons,
        nearest=_named_if(reader, grounds.nearest),
        apart=grounds.apart,
        copy_of=_named_if(reader, grounds.copy_of),
        copied=grounds.copied,
        touches=grounds.touches,
        instead=other[0] if other else None,
        instead_probability=other[1] if other else None,
        instead_about=_known_by(reader, other[0]) if other else None,
        judgements=judgements,
        judged_with=tuple(_named(reader, j.b if j.a == article else j.a) for j in judgements),
    )


def _known_by(reader: Reader, story: str) -> Named | None:
    """The headline under which lists show the story."""
    if not reader.members(story):
        return None
    line = lists.story(reader, story).line
    if line.headline is None or line.headline_article is None:
        return None
    return Named(
        article=line.headline_article, headline=line.headline.exact, outlet=line.headline_outlet
    )


def _now(reader: Reader, article: str) -> Place | None:
    """Where the article lies."""
    open_places = [p for p in reader.history(article) if p.ended_at is None]
    return open_places[-1] if open_places else None


def _named_if(reader: Reader, article: str | None) -> Named | None:
    return None if article is None else _named(reader, article)


def _named(reader: Reader, article: str) -> Named:
    (found,) = reader.arrivals([article])
    return Named(article=article, headline=found.title, outlet=found.outlet)
