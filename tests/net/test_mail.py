"""Mail goes out secured, to addresses that may be reached, and no word makes a header of its own."""

import ssl
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from crosswire.config import Settings
from crosswire.errors import ConfigError, FetchError
from crosswire.net.fetcher import Outside, Patience
from crosswire.net.mail import Letter, Mailer, Server, mail_address, written
from tests.net.conftest import HERE, World
from tests.net.mailbox import mailbox

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LETTER = Letter(id="delivery-1", to="mb@paper.example", subject="ferry: 2 alerts",
                text="new article\nRésumé “à bord”\n.\n", at=AT)  # fmt: skip


def mailer(
    world: World, trusting: ssl.SSLContext, port: int, allow: tuple[str, ...] = HERE, **how: Any
) -> Mailer:
    how = {"host": "127.0.0.1", "tls": "none", "sender": "alerts@desk.example", **how}
    outside = Outside(resolve=world.resolve, tls=trusting)
    patience = Patience(connect=2.0, read=2.0, total=4.0)
    return Mailer(Server(port=port, **how), allow=allow, patience=patience, outside=outside)


@pytest.fixture
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """A server's side, in the name of mail.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("mail.example").configure_cert(context)
    return context


def test_a_mail_arrives_as_it_was_written(world: World, trusting: ssl.SSLContext) -> None:
    with mailbox() as box:
        for _ in range(2):
            mailer(world, trusting, box.port).send(LETTER)
    first, again = box.letters
    assert first["Message-ID"] == again["Message-ID"] == "<delivery-1@desk.example>"
    assert (first["To"], first["From"]) == ("mb@paper.example", "alerts@desk.example")
    assert first["Subject"] == "ferry: 2 alerts"
    assert first.get_content().replace("\r\n", "\n") == LETTER.text
    assert box.came[0].rcpt_tos == ["mb@paper.example"]


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_the_way_is_secured_and_the_name_checked(
    world: World, trusting: ssl.SSLContext, certified: ssl.SSLContext, way: str
) -> None:
    world.names = {"mail.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    with mailbox(**{way: certified}) as box:  # type: ignore[arg-type]
        mailer(world, trusting, box.port, host="mail.example", tls=way).send(LETTER)
        with pytest.raises(FetchError, match=r"other\.example: its certificate") as refused:
            mailer(world, trusting, box.port, host="other.example", tls=way).send(LETTER)
    assert refused.value.kind == "tls"
    assert len(box.came) == 1
    assert way == "tls" or box.secured == [True]


def test_who_signs_in_is_told_and_the_password_is_not(
    world: World, trusting: ssl.SSLContext, certified: ssl.SSLContext
) -> None:
    world.names = {"mail.example": ["127.0.0.1"]}
    how: dict[str, Any] = {"host": "mail.example", "tls": "starttls", "user": "desk"}
    with mailbox(starttls=certified, auth=True) as box:
        mailer(world, trusting, box.port, password="opensesame", **how).send(LETTER)
        with pytest.raises(FetchError) as refused:
            mailer(world, trusting, box.port, password="hunter2", **how).send(LETTER)
    assert box.signed_in[0] == "desk"
    assert refused.value.kind == "credentials"
    assert "hunter2" not in str(refused.value)
    assert len(box.came) == 1


def test_a_private_address_is_refused_unless_it_is_named(
    world: World, trusting: ssl.SSLContext
) -> None:
    with mailbox() as box:
        with pytest.raises(FetchError, match=r"does not deliver to.*deliver_allow") as refused:
            mailer(world, trusting, box.port, allow=()).send(LETTER)
        assert refused.value.kind == "address"
    assert not box.came


def test_a_public_server_is_not_spoken_to_in_the_open(
    world: World, trusting: ssl.SSLContext
) -> None:
    world.names = {"mail.example": ["93.184.215.14"]}
    with pytest.raises(FetchError, match="smtp_tls") as refused:
        mailer(world, trusting, 25, host="mail.example").send(LETTER)
    assert refused.value.kind == "tls"


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"recipient": "550 no such box"}, "refused-for-good"),
        ({"recipient": "451 come again"}, "refused"),
        ({"taken": "554 not wanted"}, "refused-for-good"),
        ({"taken": "452 full"}, "refused"),
    ],
)
def test_what_the_server_refuses_is_said(
    world: World, trusting: ssl.SSLContext, answers: dict[str, str], kind: str
) -> None:
    with mailbox() as box:
        vars(box).update(answers)
        with pytest.raises(FetchError) as refused:
            mailer(world, trusting, box.port).send(LETTER)
    assert refused.value.kind == kind
    assert next(iter(answers.values()))[:3] in str(refused.value)


def test_nobody_listening_is_said(world: World, trusting: ssl.SSLContext) -> None:
    with mailbox() as box:
        port = box.port
    with pytest.raises(FetchError) as refused:
        mailer(world, trusting, port).send(LETTER)
    assert refused.value.kind == "refused"


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_word_makes_a_header(subject: str, text: str) -> None:
    hostile = Letter(id="delivery-1", to="mb@paper.example", at=AT,
                     subject=f"{subject}\r\nBcc: all@paper.example\r\n\r\n{subject}",
                     text=text.encode("utf-8", "replace").decode())  # fmt: skip
    made = written(hostile, "alerts@desk.example")
    assert "Bcc" not in made
    head = made.as_bytes().split(b"\r\n\r\n")[0]
    names = [one.split(b":")[0] for one in head.split(b"\r\n") if not one.startswith((b" ", b"\t"))]
    assert {*names} <= {b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted",
                        b"Content-Type", b"Content-Transfer-Encoding", b"MIME-Version"}  # fmt: skip


@pytest.mark.parametrize("words", ["=?utf-8?q?a=0D=0ABcc:_all@paper.example?=",
                                   "=?utf-8?b?YQ0KQmNjOiBhbGxAcGFwZXIuZXhhbXBsZQ==?="])  # fmt: skip
def test_a_headline_in_coded_words_makes_no_header(words: str) -> None:
    """Python reads coded words in a header it is given, line breaks in them too."""
    letter = Letter(id="delivery-1", to="mb@paper.example", at=AT, subject=words, text=words)
    head = written(letter, "alerts@desk.example").as_bytes().split(b"\r\n\r\n")[0]
    assert b"\r\nBcc" not in head
    assert "= ?utf-8?" in written(letter, "alerts@desk.example")["Subject"]


@pytest.mark.parametrize(
    "stated",
    ["", "desk", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "<a@b.example>",
     "a b@c.example", "@c.example", "a@", "a@b.example\n"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused(stated: str) -> None:
    with pytest.raises(ConfigError, match="a mail address"):
        mail_address(stated)


def test_settings_name_the_server(tmp_path: Any) -> None:
    assert Mailer.of(Settings(data=tmp_path)) is None
    with pytest.raises(ConfigError, match="smtp_from"):
        Mailer.of(Settings(data=tmp_path, smtp_host="mail.example"))
    named = Settings(data=tmp_path, smtp_host="mail.example", smtp_from="a@desk.example")
    assert isinstance(Mailer.of(named), Mailer)
