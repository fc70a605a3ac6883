"""Pages in other languages beside English ones."""

from pathlib import Path

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records.article import Capture
from crosswire.records.comparison import Comparison
from crosswire.records.span import Text
from crosswire.report import markdown

TOLD = {
    "post": "The hospital in Brénac will close, Health Minister Claire Vasseur said on Tuesday. "
    "The decision follows a long dispute over the costs of the building, which is 90 years old.",
    "courier": "Health Minister Claire Vasseur said on Tuesday that the hospital in Brénac will "
    "close. Patients will be taken to Tarnes from June, according to the ministry.",
    "brief": "La ministre de la Santé, Claire Vasseur, a annoncé mardi la fermeture de l'hôpital "
    "de Brénac. « Nous n'avions plus le choix », a-t-elle déclaré devant la presse, selon le maire.",
}


def _compared(tmp_path: Path) -> Comparison:
    project = Project(Settings(data=tmp_path, pipeline="small", cache_megabytes=0))
    captures = [
        Capture(name=name, medium="line", content=Text.of(text), outlet=name.title())
        for name, text in TOLD.items()
    ]
    (found,) = project.compare(captures)
    assert isinstance(found, Comparison)
    return found


def test_a_page_in_another_language_is_shown_and_lined_up_with_nothing(tmp_path: Path) -> None:
    found = _compared(tmp_path)
    assert [p.article for p in found.pages] == ["post", "courier", "brief"]
    assert [p.unread_language for p in found.pages] == [None, None, "French"]
    assert all(m.article != "brief" for point in found.points for m in point.members)
    assert all(s.statement.article != "brief" for s in found.singles)
    assert not found.outsiders
    assert any(n.startswith("In French, not lined up") and "Brief" in n for n in found.notes)


def test_it_is_never_said_not_to_tell_what_was_not_looked_for(tmp_path: Path) -> None:
    found = _compared(tmp_path)
    assert found.points
    text = markdown.comparison(found)
    assert "not read: in French: Brief" in text
    assert "not found in: Brief" not in text
