"""Results in the format asked for. The renderers are imported only when used."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crosswire.cli.output import Format, write_lines, write_texts
from crosswire.errors import ConfigError
from crosswire.records.failure import Failure

if TYPE_CHECKING:
    from crosswire.records.article import Revision
    from crosswire.records.check import ClaimCheck
    from crosswire.records.comparison import Comparison
    from crosswire.records.explanation import Explanation
    from crosswire.records.lists import StoryPage
    from crosswire.records.quotation import Reading
    from crosswire.records.revisions import RevisionLine
    from crosswire.report.lists import Listing

X = TypeVar("X")


def show_comparisons(found: Iterable["Comparison"], form: Format, output: Path | None) -> None:
    """Comparisons; HTML of several stories goes into a folder, a file each."""
    from crosswire.report import contract, html, markdown, table

    if form in {Format.JSON, Format.JSONL}:
        write_lines(found, contract.compare_line, form, output)
    elif form is Format.MARKDOWN:
        write_texts(map(markdown.comparison, found), output)
    elif form is Format.TABLE:
        on_terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if on_terminal else 100
        write_texts(
            (table.comparison(one, width=width, styled=on_terminal) for one in found), output
        )
    elif output is not None and output.is_dir():
        for one in found:
            write_texts([html.comparison(one)], output / f"{_file_name(one.story)}.html")
    else:
        write_texts(map(html.comparison, _only_one(found)), output)


def _only_one(found: Iterable["Comparison"]) -> Iterator["Comparison"]:
    for count, one in enumerate(found):
        if count:
            raise ConfigError(
                "several stories make several HTML files: give an existing folder as --output"
            )
        yield one


def _file_name(story: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in story).strip(".") or "story"


def show_revisions(
    found: Iterable["Revision | Failure"], form: Format, output: Path | None
) -> None:
    """Articles read off their pages; a refused page is shown with its reason."""
    from crosswire.report import contract

    def line(outcome: "Revision | Failure") -> contract.Line:
        if isinstance(outcome, Failure):
            return contract.refused_line(outcome)
        return contract.extract_line(outcome)

    if form in {Format.JSON, Format.JSONL}:
        write_lines(found, line, form, output)
        return
    from crosswire.report import pages

    if form is Format.MARKDOWN:
        write_texts(map(pages.revision_markdown, found), output)
    elif form is Format.TABLE:
        write_texts(map(pages.revision_table, found), output)
    else:
        write_texts([pages.revisions_html(list(found))], output)


def show_readings(found: Iterable["Reading"], form: Format, output: Path | None) -> None:
    """Articles with everything read off them."""
    from crosswire.report import contract

    if form in {Format.JSON, Format.JSONL}:
        write_lines(found, contract.annotate_line, form, output)
        return
    from crosswire.report import pages

    if form is Format.MARKDOWN:
        write_texts(map(pages.reading_markdown, found), output)
    elif form is Format.TABLE:
        write_texts(map(pages.reading_table, found), output)
    else:
        write_texts([pages.readings_html(list(found))], output)


def show_checks(found: Iterable["ClaimCheck"], form: Format, output: Path | None) -> None:
    """Answers to "who carries this?"."""
    from crosswire.report import check

    if form in {Format.JSON, Format.JSONL}:
        write_lines(found, check.line, form, output)
    elif form is Format.MARKDOWN:
        write_texts(map(check.markdown, found), output)
    elif form is Format.TABLE:
        on_terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if on_terminal else 100
        write_texts((check.table(one, width=width, styled=on_terminal) for one in found), output)
    else:
        write_texts([check.page(list(found))], output)


def show_list(listing: "Listing[X]", items: Iterable[X], form: Format, output: Path | None) -> None:
    """Any list; an empty one says so in words, in JSON by being empty."""
    from crosswire.report import lists

    if form in {Format.JSON, Format.JSONL}:
        write_lines(items, listing.line, form, output)
    elif form is Format.CSV:
        write_texts([lists.csv_table(listing, items)], output)
    elif form is Format.MARKDOWN:
        write_texts([lists.markdown(listing, items)], output)
    elif form is Format.TABLE:
        on_terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if on_terminal else 100
        write_texts([lists.table(listing, items, width=width, styled=on_terminal)], output)
    else:
        write_texts([lists.page(listing, items)], output)


def show_story(page: "StoryPage", form: Format, output: Path | None) -> None:
    """One stored story."""
    from crosswire.report import story

    if form in {Format.JSON, Format.JSONL}:
        write_lines([page], story.line, form, output)
    else:
        shown = {Format.MARKDOWN: story.markdown, Format.HTML: story.file}.get(form, story.text)
        write_texts([shown(page)], output)


def show_history(lines: Sequence["RevisionLine"], form: Format, output: Path | None) -> None:
    """The texts an article has had, each set against the one before."""
    from crosswire.report import revisions

    if form in {Format.JSON, Format.JSONL}:
        write_lines(lines, revisions.line_of, form, output)
    elif form is Format.MARKDOWN:
        write_texts([revisions.markdown(lines)], output)
    elif form is Format.TABLE:
        styled = output is None and sys.stdout.isatty()
        write_texts([revisions.text(lines, styled=styled)], output)
    else:
        write_texts([revisions.page(lines)], output)


def show_explanation(found: "Explanation", form: Format, output: Path | None) -> None:
    """Why an article lies in a story, or does not."""
    from crosswire.report import explained

    if form in {Format.JSON, Format.JSONL}:
        write_lines([found], explained.line, form, output)
    else:
        shown = explained.markdown if form is Format.MARKDOWN else explained.text
        write_texts([shown(found)], output)
