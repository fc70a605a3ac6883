from pathlib import Path

import pytest

from crosswire.errors import ConfigError
from crosswire.stages.outlets import load_outlets, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The Vellamy Sentry", "vellamy sentry"),
        ("www.sentry.example.com", "sentry.example"),
        ("QBC News", "qbc"),
        ("Sarn Harbour (Online News)", "sarn harbour"),
        ("QBC Online News", "qbc"),
        ("News", "news"),
    ],
)
def test_plain_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain


MINE = """
[[outlet]]
name = "Corran Wire"
kind = "agency"
brackets = ["CW"]
domains = ["corran.example"]
source = "its imprint"

[[outlet]]
name = "AFP"
kind = "outlet"
source = "a user knows better"

[[owner]]
name = "News Corp"
outlets = []
source = "taken out of use"
"""


def test_a_file_of_ones_own_adds_and_replaces_rows(tmp_path: Path) -> None:
    file = tmp_path / "outlets.toml"
    file.write_text(MINE, encoding="utf-8")
    table = load_outlets(file)
    found = table.named("CW", line=True)
    assert found is not None
    assert (found.name, table.named("CW")) == ("Corran Wire", None)
    assert [(r.name, r.kind) for r in table.outlet if r.name == "AFP"] == [("AFP", "outlet")]
    assert table.one_house("The Sun", "The Times") is None
    assert load_outlets().one_house("The Sun", "The Times") is not None
    assert table.of_page("somewhere", "https://www.corran.example/a") == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[outlet]]\nname = 'A'", "source"),
        ("[[outlets]]\nname = 'A'", "outlets"),
        ("outlet = ", "no TOML"),
        ("[[outlet]]\nname = 'A'\nkind = 'blog'\nsource = 'x'", "kind"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "outlets.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=words):
        load_outlets(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_outlets(tmp_path / "none.toml")


def test_every_shipped_row_has_its_source_and_one_meaning() -> None:
    table = load_outlets()
    sources = [r.source for rows in (table.outlet, table.owner, table.supply) for r in rows]
    assert all(source.strip() for source in sources)
    names = [name for row in table.outlet for name in (row.name, *row.also)]
    assert len(names) == len(set(names))
    domains = [d for row in table.outlet for d in row.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("AP", False, "Associated Press"),
        ("ap", False, None),
        ("PA", False, None),
        ("PA", True, "PA"),
        ("The Associated Press", False, "Associated Press"),
        ("the associated press", False, "Associated Press"),
        ("Nobody", True, None),
    ],
)
def test_names_in_a_text_and_in_a_credit_line(name: str, line: bool, found: str | None) -> None:
    row = load_outlets().named(name, line=line)
    assert (row.name if row else None) == found
