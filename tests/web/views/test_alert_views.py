"""What an alert's words are: as they stood before a change, or as they stand now."""

from crosswire.records.follow import Alert, AlertLine, AlertWords, Rule
from crosswire.records.span import Span
from crosswire.store.base import revision_key
from crosswire.web.views.alerts import AlertsView


def line(rule: Rule, *texts: str) -> AlertLine:
    alert = Alert(
        id="alert-1", follow="follow-1", by="Ana Ruiz", about="story", rule=rule, thing="r",
        article="article-1", revision=revision_key("article-1", "text-new"), at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    words = tuple(
        AlertWords(article="article-1", span=Span(text=text, start=0, end=5, exact="seven"))
        for text in texts
    )
    return AlertLine(alert=alert, follow="the ferry", quoted=words)


def test_a_changed_figure_says_which_stood_before() -> None:
    assert AlertsView.standing(line(Rule.CHANGED_FIGURE, "text-old", "text-new")) == (
        "before",
        "now",
    )
    assert AlertsView.standing(line(Rule.CHANGED_FIGURE, "text-old")) == ("before",)


def test_an_edit_says_it_only_where_it_can_be_told() -> None:
    edit = Rule.UNANNOUNCED_EDIT
    assert AlertsView.standing(line(edit, "text-new", "text-old")) == ("now", "before")
    assert AlertsView.standing(line(edit, "old-title", "new-title")) == ("", "")
    assert AlertsView.standing(line(edit, "old-title", "text-old", "text-new")) == ("", "", "now")


def test_other_alerts_say_nothing_of_it() -> None:
    assert AlertsView.standing(line(Rule.NEW_POINT, "text-old", "text-new")) == ("", "")
