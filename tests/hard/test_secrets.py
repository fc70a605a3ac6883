"""Secrets are planted everywhere one is given; afterwards they are looked for wherever words are kept or
shown: logs, errors, the audit, failures, the bytes of the store."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError, CrosswireError
from crosswire.net.fetcher import Fetcher
from crosswire.net.mail import Letter, Mailer
from crosswire.project import Project
from crosswire.store.audit import Doer
from crosswire.web.app import make_app
from crosswire.web.house import House, Rules
from tests.net.mailbox import mailbox

PASSWORD, WRONG, SMTP, IN_URL, COOKIE = (
    f"planted-words-of-the-{name}" for name in ("door", "guess", "mail", "address", "cookie")
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(
        data=tmp_path, pipeline="small", cache_megabytes=0, store=str(tmp_path / "desk.sqlite"),
        smtp_host="127.0.0.1", smtp_user="desk", smtp_password=SMTP, smtp_from="a@desk.example",
        smtp_tls="none", deliver_allow=("127.0.0.0/8",),
    )  # fmt: skip
    with Desk.open(Project(settings), create=True) as opened:
        yield opened


def test_no_secret_is_told_or_kept(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said = [repr(desk.project.settings), str(desk.project.settings)]
    desk.people.add_user("Ana Reed", PASSWORD, role="admin", by=Doer("test"))
    _, token = desk.people.add_token("Ana Reed", ("read",), by=Doer("test"))
    cookie = desk.people.sign_in("Ana Reed", PASSWORD, "127.0.0.1")
    said += _asked(desk, token, cookie)
    for fails in (lambda: desk.people.sign_in("Ana Reed", WRONG, "127.0.0.1"), lambda: _fetched(),
                  lambda: _mailed(desk.project.settings)):  # fmt: skip
        with pytest.raises(CrosswireError) as fault:
            fails()
        said += [str(fault.value), repr(fault.value), repr(fault.value.__cause__)]
    said += [caplog.text, *capfd.readouterr(), *map(repr, desk.failures())]
    said += [repr(one) for one in desk.people.audit()]
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    secrets = [PASSWORD, WRONG, SMTP, IN_URL, COOKIE, token, cookie]
    assert [one for one in secrets if one in "\n".join(said)] == []
    assert [one for one in secrets if one.encode() in kept] == []
    assert kept


def _asked(desk: Desk, token: str, cookie: str) -> list[str]:
    """What a served desk answers to tokens and cookies, right and wrong."""
    project = desk.project
    house = House(open_desk=lambda at: Desk.open(project, as_of=at), rules=Rules(sign_in=True))
    client = TestClient(make_app(house), base_url="http://localhost", follow_redirects=False)
    heads = [{"Authorization": f"Bearer {one}"} for one in (token, token[:-1], WRONG)]
    heads += [{"Cookie": f"crosswire-session={one}"} for one in (cookie, COOKIE)]
    return [
        client.get(address, headers=head).text
        for head in heads
        for address in ("/account", "/jobs.json", "/nowhere", "/users", "/audit")
    ]


def _fetched() -> None:
    with Fetcher() as fetcher:
        fetcher.fetch(f"http://ana:{IN_URL}@courier.example/")


def _mailed(settings: Settings) -> None:
    with mailbox() as box:
        mailer = Mailer.of(settings.with_(smtp_port=box.port))
        if mailer is None:
            raise ConfigError("no mail server is set")
        letter = Letter(id="1", to="b@desk.example", subject="s", text="t", at=datetime.now(UTC))
        mailer.send(letter)
