"""The check command as a user runs it, on the repository's invented pages."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import ConfigError

FERRY = Path(__file__).resolve().parents[2] / "examples" / "ferry-aground"
CLAIM = "We will inspect every vessel on the strait"


def run(*arguments: object) -> tuple[int, str]:
    words = [str(a) for a in arguments]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    return result.exit_code, result.stdout


def line(*arguments: object) -> dict[str, Any]:
    code, out = run("check", *arguments, "--format", "jsonl")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_quotation_in_three_pages_and_who_was_first() -> None:
    found = line(f"“{CLAIM}”", FERRY)
    assert found["verdict"] == "found"
    assert {c["form"] for c in found["carriers"]} == {"verbatim in marks"}
    assert len({c["article"] for c in found["carriers"]}) == 3
    assert found["earliest"] == ["corran-wire"]
    assert found["undated"] == ["vellamy-sentry"]
    assert found["origins"]["at_most"] == 1


@pytest.mark.parametrize(
    "claim",
    [
        "“We will inspect every vessel in the harbour”",
        "“We will never inspect a vessel on the strait”",
        f"Dora Hallick said “{CLAIM}”",
        "Seventy people were hurt when the Skerra ferry ran on to the Mallet Rocks.",
    ],
)
def test_what_no_page_carries(claim: str) -> None:
    found = line(claim, FERRY)
    assert found["verdict"] == "not found in these texts"
    assert found["carriers"] == []
    assert found["near"]


@pytest.mark.parametrize("how", ["table", "json", "markdown", "html"])
def test_every_format(how: str) -> None:
    code, out = run("check", CLAIM, FERRY, "--format", how)
    assert code == 0
    assert CLAIM in out


@pytest.mark.parametrize("claim", ["", "“ ”", "word " * 300])
def test_what_is_no_claim_is_refused(claim: str) -> None:
    with pytest.raises(ConfigError, match="a sentence or a quotation"):
        run("check", claim, FERRY)


def test_a_missing_page_is_named_and_nothing_is_answered(tmp_path: Path) -> None:
    code, out = run("check", CLAIM, tmp_path / "none.txt", "--format", "jsonl")
    assert (code, out) == (1, "")
