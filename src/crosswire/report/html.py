"""A comparison as one self-contained HTML file: no script, no remote asset, a strict CSP."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crosswire.records.comparison import Comparison
from crosswire.report import points, primary, singles, speech, texts, words
from crosswire.report.changed import changed_sides, changed_words, correction_views, withdrawn_words
from crosswire.report.shelf import Shelf, title
from crosswire.report.within import within_views

FIRST = 3
"""Conflicts on the first screen."""


def comparison(record: Comparison) -> str:
    """The whole report; the same record always gives the same text."""
    shelf = Shelf(record)
    views = points.point_views(record, shelf)
    shown = texts.Shown(record, views, shelf)
    conflicts = points.conflict_views(record, views, shelf)
    dated, lasting = speech.date_views(record, shelf)
    return render(
        "comparison.html.j2",
        c=record,
        shelf=shelf,
        title=title(record),
        points=views,
        kinds=points.by_kind(views),
        possible=points.possible_views(record, shelf),
        conflicts=conflicts,
        corrections=correction_views(record, shelf),
        checks=points.other_checks(record, conflicts[:FIRST]),
        first=FIRST,
        origins=points.one_origin(views),
        headlines=speech.headline_views(record, shelf),
        within=within_views(record, shelf),
        singles=singles.columns(record, shelf),
        speakers=speech.speaker_views(record, shelf),
        ascribed=speech.ascribed_views(record, shelf),
        terms=speech.term_views(record, shelf),
        names=speech.name_views(record, shelf),
        days=speech.inferred_days(record),
        **_primary(record, shelf),
        dated=dated,
        lasting=lasting,
        texts=[texts.text_view(r, shelf, shown) for r in shelf.readings.values()],
        coverage=[texts.coverage(r, shelf, shown) for r in shelf.readings.values()],
    )


def _primary(record: Comparison, shelf: Shelf) -> dict[str, object]:
    """What the section on primary sources shows; nothing when none was given."""
    if record.primary is None:
        return {}
    return {
        "primary_heading": primary.heading(record.primary),
        "primary_checks": primary.check_views(record, shelf),
        "primary_tally": primary.tally(record.primary, shelf),
        "standings": primary.STANDINGS,
        "sources": primary.Bench(record.primary).views(),
        "retold": primary.retold_views(record, shelf),
    }


def render(template: str, **values: object) -> str:
    """One self-contained file with the house's style, allowed by its hash and nothing else."""
    style = _style()
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),  # our own file, no input in it
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            **values,
        )
    )


@cache
def _style() -> str:
    return files("crosswire.report").joinpath("templates", "style.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("crosswire.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_showable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        count=words.count, moment=words.moment, shorten=words.shorten, distinct=_distinct
    )
    environment.globals.update(
        headline_parts=speech.headline_parts,
        edge_words=points.edge_words,
        changed_words=changed_words,
        changed_sides=changed_sides,
        withdrawn_words=withdrawn_words,
    )
    return environment


def _showable(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return words.showable(value)


def _distinct(items: Sequence[object]) -> list[object]:
    return list(dict.fromkeys(items))
