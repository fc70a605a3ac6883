"""Accounts, signing in, tokens and the audit: who is let in, for how long, and what is kept of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from crosswire.desk import passwords
from crosswire.desk.entrance import IDLE, LONGEST, TOO_MANY, WINDOW
from crosswire.desk.people import Asked, Doer, People
from crosswire.desk.tokens import TOKEN
from crosswire.errors import AccessError, ConfigError
from crosswire.records.users import ROLES, SCOPES, User, reaches, scope_of
from crosswire.store.base import Store, open_store
from crosswire.store.engine import make_engine, parse

GOOD = "kelp lantern orbit"
OTHER = "quarry mitten seventeen"
ME = Doer("root")
HERE = "192.0.2.7"


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.at = datetime(2031, 5, 8, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, time: timedelta) -> None:
        self.at += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened


@pytest.fixture
def people(store: Store, clock: Clock) -> People:
    """With one admin and one reader."""
    made = People(store, clock=clock)
    made.add_user("Ada Quill", GOOD, role="admin", by=ME)
    made.add_user("Ben Marsh", OTHER, role="reader", by=ME)
    return made


def refused(people: People, name: str, password: str, address: str = HERE) -> AccessError:
    with pytest.raises(AccessError) as told:
        people.sign_in(name, password, address)
    return told.value


def test_who_signs_in_is_known_by_the_cookie_until_they_sign_out(people: People) -> None:
    secret = people.sign_in("  ADA quill ", GOOD, HERE, agent="A browser")
    who = people.session(secret)
    assert who is not None
    assert (who.name, who.role, who.scope) == ("Ada Quill", "admin", "admin")
    (one,) = people.sign_ins("ada quill")
    assert (one.address, one.agent) == (HERE, "A browser")
    people.sign_out(secret, HERE)
    assert people.session(secret) is None
    assert people.sign_ins("ada quill") == []
    people.sign_out(secret)


@pytest.mark.parametrize("secret", ["", "x", "é" * 43, "a" * 43, "\ud800", "a" * 100_000])
def test_no_other_cookie_or_token_opens_anything(people: People, secret: str) -> None:
    people.sign_in("Ada Quill", GOOD, HERE)
    people.add_token("Ada Quill", ["read"], by=ME)
    assert people.session(secret) is None
    assert people.bearer(secret) is None
    assert people.bearer(f"cwt_{secret}") is None


def test_nothing_that_opens_the_door_is_kept(people: People, store_url: str) -> None:
    secret = people.sign_in("Ada Quill", GOOD, HERE)
    _, token = people.add_token("Ada Quill", ["read"], by=ME)
    with make_engine(parse(store_url), write=False).connect() as connection:
        tables = ("users", "sign_ins", "tokens", "audit", "attempts")
        kept = "".join(str(connection.execute(text(f"SELECT * FROM {t}")).all()) for t in tables)
    assert not {word for word in (secret, token, token[4:], GOOD, OTHER) if word in kept}
    assert "$argon2id$" in kept


def test_a_new_sign_in_has_a_new_secret_and_ends_the_one_before(people: People) -> None:
    first = people.sign_in("Ada Quill", GOOD, HERE)
    second = people.sign_in("Ada Quill", GOOD, HERE, before=first)
    assert first != second
    assert people.session(first) is None
    assert people.session(second) is not None


def test_a_sign_in_ends_when_it_is_not_used_and_at_last_though_it_is(
    people: People, clock: Clock
) -> None:
    secret = people.sign_in("Ada Quill", GOOD, HERE)
    ends = clock.at + LONGEST
    while clock.at + IDLE / 2 < ends:
        clock.passes(IDLE / 2)
        assert people.session(secret) is not None
    clock.passes(IDLE / 2)
    assert people.session(secret) is None
    idle = people.sign_in("Ada Quill", GOOD, HERE)
    clock.passes(IDLE - timedelta(seconds=1))
    assert people.session(idle) is not None
    clock.passes(IDLE)
    assert people.session(idle) is None
    assert people.sign_ins("Ada Quill") == []


def test_other_sign_ins_can_be_ended(people: People) -> None:
    kept, *others = [people.sign_in("Ada Quill", GOOD, HERE) for _ in range(4)]
    bens = people.sign_in("Ben Marsh", OTHER, HERE)
    (chosen,) = {s.id for s in people.sign_ins("Ada Quill")} & {
        s.id for s in [people.sign_in_of(others[0])] if s
    }
    people.end_sign_in("Ada Quill", chosen, by=ME)
    assert people.session(others[0]) is None
    with pytest.raises(ConfigError, match="a sign-in of 'Ada Quill' was wanted"):
        people.end_sign_in("Ada Quill", chosen, by=ME)
    assert people.end_others(kept, HERE) == 2
    assert [people.session(one) is None for one in (kept, *others, bens)] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert people.end_others("a" * 43) == 0


def test_a_change_of_password_role_or_right_ends_every_sign_in(people: People) -> None:
    def signed_in(password: str = OTHER) -> str:
        return people.sign_in("Ben Marsh", password, HERE)

    secret = signed_in()
    people.set_role("Ben Marsh", "reader", by=ME)
    assert people.session(secret) is not None
    people.set_role("Ben Marsh", "editor", by=ME)
    assert people.session(secret) is None
    secret = signed_in()
    people.set_password("Ben Marsh", "gravel hymn tomato", by=ME)
    assert people.session(secret) is None
    assert refused(people, "Ben Marsh", OTHER).kind == "password"
    secret = signed_in("gravel hymn tomato")
    _, token = people.add_token("Ben Marsh", ["write"], by=ME)
    people.disable("Ben Marsh", by=ME)
    assert (people.session(secret), people.bearer(token)) == (None, None)
    assert refused(people, "Ben Marsh", "gravel hymn tomato").kind == "password"
    people.enable("Ben Marsh", by=ME)
    assert people.bearer(token) is None
    assert people.session(signed_in("gravel hymn tomato")) is not None


def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(people: People) -> None:
    people.disable("Ben Marsh", by=ME)
    tried = [("Ada Quill", OTHER), ("Nobody", GOOD), ("Ben Marsh", OTHER), ("\ud800", "\ud800")]
    assert len({str(refused(people, *one, address=f"a{n}")) for n, one in enumerate(tried)}) == 1


def test_guessing_a_name_has_to_wait_and_the_right_password_with_it(
    people: People, clock: Clock
) -> None:
    for number in range(TOO_MANY):
        assert refused(people, "Ada Quill", "wrong horse", f"192.0.2.{number}").kind == "password"
        clock.passes(timedelta(minutes=1))
    told = refused(people, "ada QUILL", GOOD, "198.51.100.1")
    assert told.kind == "wait"
    assert told.retry_after == (WINDOW - timedelta(minutes=TOO_MANY)).total_seconds()
    assert "wait 10 minutes" in str(told)
    people.sign_in("Ben Marsh", OTHER, "198.51.100.1")
    clock.passes(timedelta(seconds=told.retry_after or 0))
    assert people.session(people.sign_in("Ada Quill", GOOD, HERE)) is not None


def test_guessing_from_an_address_has_to_wait_whatever_the_name(
    people: People, clock: Clock
) -> None:
    for number in range(TOO_MANY):
        refused(people, f"somebody {number}", GOOD)
    assert refused(people, "Ada Quill", GOOD).kind == "wait"
    people.sign_in("Ada Quill", GOOD, "198.51.100.1")
    assert refused(people, "Ada Quill", GOOD).kind == "wait"
    clock.passes(WINDOW)
    people.sign_in("Ada Quill", GOOD, HERE)


def test_the_right_password_forgives_the_name_but_not_the_address(people: People) -> None:
    for _ in range(TOO_MANY - 1):
        refused(people, "Ada Quill", OTHER)
    for _ in range(3):
        people.sign_in("Ada Quill", GOOD, HERE)
    refused(people, "Nobody", OTHER)
    assert refused(people, "Ada Quill", GOOD).kind == "wait"
    people.sign_in("Ada Quill", GOOD, "198.51.100.1")


def test_many_guesses_at_once_are_counted_too(people: People) -> None:
    kinds: list[str] = []
    threads = [
        Thread(target=lambda: kinds.append(refused(people, "Ada Quill", "a wrong guess").kind))
        for _ in range(TOO_MANY * 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kinds) == ["password"] * TOO_MANY + ["wait"] * TOO_MANY


def test_the_last_admin_stays_one(people: People) -> None:
    changes: tuple[Callable[[], User], ...] = (
        lambda: people.disable("Ada Quill", by=ME),
        lambda: people.set_role("Ada Quill", "editor", by=ME),
    )
    for change in changes:
        with pytest.raises(ConfigError, match="the last admin who can sign in"):
            change()
    people.set_role("Ben Marsh", "admin", by=ME)
    people.disable("Ben Marsh", by=ME)
    with pytest.raises(ConfigError, match="the last admin"):
        people.disable("Ada Quill", by=ME)
    people.enable("Ben Marsh", by=ME)
    assert people.disable("Ada Quill", by=ME).disabled


def test_a_name_is_one_however_it_is_written(people: People) -> None:
    for name in ("ada quill", "ADA QUILL", " Ada Quill ", "Ada Quill"):
        with pytest.raises(ConfigError, match="has an account"):
            people.add_user(name, OTHER, role="reader", by=ME)
    for name in ("", " ", "a\x00b", "a\nb", "x" * 65, "\ud800"):
        with pytest.raises(ConfigError, match="printable"):
            people.add_user(name, OTHER, role="reader", by=ME)
    with pytest.raises(ConfigError, match="a role was wanted"):
        people.add_user("Cy", OTHER, role="king", by=ME)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="nobody is 'Cy'"):
        people.user("Cy")
    assert [one.name for one in people.users()] == ["Ada Quill", "Ben Marsh"]
    assert people.any()


@pytest.mark.parametrize(
    ("password", "told"),
    [("too short", "at least 12"), ("x" * 1025, "at most 1024"), ("ANNABEL Ferrywell", "the name itself")],
)  # fmt: skip
def test_a_password_that_will_not_do_is_told(people: People, password: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        people.add_user("Annabel Ferrywell", password, role="reader", by=ME)
    people.add_user("Annabel Ferrywell", GOOD, role="reader", by=ME)
    with pytest.raises(ConfigError, match=told):
        people.set_password("annabel ferrywell", password, by=ME)
    assert people.session(people.sign_in("Annabel Ferrywell", GOOD, HERE)) is not None


def test_a_hash_with_other_parameters_is_made_anew(people: People, store_url: str) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(GOOD)
    who = people.user("Ada Quill").id
    with make_engine(parse(store_url), write=True).begin() as connection:
        connection.execute(
            text("UPDATE users SET password = :p WHERE id = :i"), {"p": weak, "i": who}
        )
    people.sign_in("Ada Quill", GOOD, HERE)
    with make_engine(parse(store_url), write=False).connect() as connection:
        (kept,) = connection.execute(
            text("SELECT password FROM users WHERE id = :i"), {"i": who}
        ).one()
    assert kept != weak
    people.sign_in("Ada Quill", GOOD, HERE)


def test_a_token_opens_what_its_scopes_say_until_it_ends(people: People, clock: Clock) -> None:
    made, token = people.add_token("Ada Quill", ["write", "read"], by=ME, label="nightly", days=3)
    assert (made.scopes, made.scope, made.label) == (("read", "write"), "write", "nightly")
    who = people.bearer(token)
    assert who is not None
    assert (who[0].name, who[1]) == ("Ada Quill", "write")
    used = people.tokens("ada quill")[0].used_at
    clock.passes(timedelta(seconds=30))
    people.bearer(token)
    assert people.tokens("ada quill")[0].used_at == used
    clock.passes(timedelta(seconds=30))
    people.bearer(token)
    assert people.tokens("ada quill")[0].used_at != used
    clock.passes(timedelta(days=3))
    assert people.bearer(token) is None


def test_a_token_is_withdrawn_once_and_for_all(people: People) -> None:
    made, token = people.add_token("Ada Quill", ["read"], by=ME)
    _, other = people.add_token("Ben Marsh", ["read"], by=ME)
    first = people.withdraw_token(made.id, by=ME)
    assert people.bearer(token) is None
    assert people.bearer(other) is not None
    assert people.withdraw_token(made.id, by=ME).withdrawn_at == first.withdrawn_at
    assert len(people.tokens()) == 2
    with pytest.raises(ConfigError, match="the id of a token"):
        people.withdraw_token("token-0", by=ME)


def test_a_token_may_no_more_than_its_user_then_and_now(people: People) -> None:
    with pytest.raises(ConfigError, match="may read at most"):
        people.add_token("Ben Marsh", ["write"], by=ME)
    with pytest.raises(ConfigError, match="one scope or more"):
        people.add_token("Ben Marsh", [], by=ME)
    with pytest.raises(ConfigError, match="lasts 1 to"):
        people.add_token("Ben Marsh", ["read"], by=ME, days=0)
    people.set_role("Ben Marsh", "admin", by=ME)
    _, token = people.add_token("Ben Marsh", ["admin"], by=ME)
    people.set_role("Ben Marsh", "reader", by=ME)
    found = people.bearer(token)
    assert found is not None
    assert found[1] == "read"


def test_the_audit_says_who_did_what_from_where(people: People) -> None:
    secret = people.sign_in("Ada Quill", GOOD, HERE)
    refused(people, "ben marsh", GOOD, "198.51.100.1")
    refused(people, "kelp lantern orbit", GOOD, "198.51.100.1")
    people.sign_out(secret, HERE)
    lines = people.audit()
    assert [line.id for line in lines] == sorted((line.id for line in lines), reverse=True)
    assert [(line.who, line.what, line.address) for line in reversed(lines)] == [
        ("root", "user", ""), ("root", "user", ""), ("Ada Quill", "sign-in", HERE),
        ("Ben Marsh", "sign-in refused", "198.51.100.1"),
        ("an unknown name", "sign-in refused", "198.51.100.1"), ("Ada Quill", "sign-out", HERE),
    ]  # fmt: skip
    assert [line.words for line in people.audit(Asked(what="user"))] == [
        "Ben Marsh: added as reader", "Ada Quill: added as admin",
    ]  # fmt: skip
    assert people.audit(Asked(before=lines[0].id, limit=1)) == [lines[1]]
    assert {line.who for line in people.audit(Asked(who="root"))} == {"root"}


@given(st.text(max_size=60))
def test_only_a_token_reads_as_one(words: str) -> None:
    assert TOKEN.fullmatch(f"cwt_{words}") is None or len(words) == 43


@given(st.text(min_size=1, max_size=40))
def test_folding_again_changes_nothing(name: str) -> None:
    assert passwords.folded(passwords.folded(name)) == passwords.folded(name)


def test_each_role_reaches_what_those_before_it_reach() -> None:
    for number, role in enumerate(ROLES):
        assert [reaches(scope_of(role), scope) for scope in SCOPES] == [
            n <= number for n in range(len(SCOPES))
        ]
