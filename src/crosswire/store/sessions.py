"""Being signed in: cookies and tokens by their hashes, and what was tried in vain."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, or_, select, update

from crosswire.errors import ConfigError
from crosswire.records.users import ApiToken, SignIn, User
from crosswire.store.tables_people import attempts, sign_ins, tokens, users
from crosswire.store.users import recorded


class Held(NamedTuple):
    """A sign-in and whose it is."""

    sign_in: SignIn
    user: User


class Borne(NamedTuple):
    """A token and whose it is."""

    token: ApiToken
    user: User


def begin(connection: Connection, hash_: str, found: SignIn) -> None:
    """Keep a sign-in."""
    row = found.model_dump(exclude={"user"}) | {"user_id": found.user, "hash": hash_}
    connection.execute(sign_ins.insert().values(row))


def held(connection: Connection, hash_: str) -> Held | None:
    """The sign-in whose cookie has this hash, ended or not."""
    ask = select(users, *_SIGN_IN).join(sign_ins, sign_ins.c.user_id == users.c.id)
    row = connection.execute(ask.where(sign_ins.c.hash == hash_)).first()
    return None if row is None else Held(_sign_in(row), recorded(row))


_SIGN_IN = tuple(
    column.label(f"of_{column.name}") for column in sign_ins.columns if column.name != "hash"
)


def _sign_in(row: Row[Any]) -> SignIn:
    return SignIn(
        id=row.of_id, user=row.of_user_id, begun_at=row.of_begun_at, seen_at=row.of_seen_at,
        ends_at=row.of_ends_at, address=row.of_address, agent=row.of_agent,
    )  # fmt: skip


def of_user(connection: Connection, user_id: str) -> list[SignIn]:
    """Where somebody is signed in, the last used first."""
    ask = select(*_SIGN_IN).where(sign_ins.c.user_id == user_id)
    rows = connection.execute(ask.order_by(sign_ins.c.seen_at.desc(), sign_ins.c.id))
    return [_sign_in(row) for row in rows]


def seen(connection: Connection, hash_: str, at: str) -> None:
    """It was used now."""
    later = update(sign_ins).where(sign_ins.c.hash == hash_, sign_ins.c.seen_at < at)
    connection.execute(later.values(seen_at=at))


def end(connection: Connection, hash_: str) -> None:
    """Sign out."""
    connection.execute(delete(sign_ins).where(sign_ins.c.hash == hash_))


def end_one(connection: Connection, user_id: str, id_: str) -> bool:
    """End one of somebody's sign-ins; False: they have none of this id."""
    mine = (sign_ins.c.user_id == user_id) & (sign_ins.c.id == id_)
    return connection.execute(delete(sign_ins).where(mine)).rowcount > 0


def end_others(connection: Connection, user_id: str, kept: str) -> int:
    """End all of somebody's sign-ins but the one of this hash; how many."""
    others = (sign_ins.c.user_id == user_id) & (sign_ins.c.hash != kept)
    return connection.execute(delete(sign_ins).where(others)).rowcount


def sweep(connection: Connection, *, ended: str, idle: str, tried: str) -> None:
    """Let go of sign-ins that ended, or were last used before ``idle``, and of what was tried before
    ``tried``."""
    gone = or_(sign_ins.c.ends_at <= ended, sign_ins.c.seen_at <= idle)
    connection.execute(delete(sign_ins).where(gone))
    connection.execute(delete(attempts).where(attempts.c.at <= tried))


# ---- what was tried ----------------------------------------------------------------------------


def tried(connection: Connection, whose: Iterable[str], since: str) -> dict[str, list[str]]:
    """When each of these was tried in vain since then, in order."""
    found: dict[str, list[str]] = {one: [] for one in whose}
    ask = select(attempts.c.whose, attempts.c.at).where(
        attempts.c.whose.in_([*found]), attempts.c.at > since
    )
    for row in connection.execute(ask.order_by(attempts.c.at, attempts.c.seq)):
        found[row.whose].append(row.at)
    return found


def try_(connection: Connection, whose: Iterable[str], at: str) -> list[int]:
    """Count a try before its password is looked at, so that many at once are counted, too; the rows,
    for ``forgive``."""
    made = attempts.insert().returning(attempts.c.seq)
    return [connection.execute(made.values(whose=one, at=at)).scalar_one() for one in whose]


def forgive(connection: Connection, rows: Iterable[int], name: str) -> None:
    """It was the right password: it counts as no failure, and those before it by this name no more."""
    gone = or_(attempts.c.seq.in_([*rows]), attempts.c.whose == name)
    connection.execute(delete(attempts).where(gone))


# ---- tokens ------------------------------------------------------------------------------------


def add_token(connection: Connection, hash_: str, token: ApiToken) -> None:
    """Keep a token."""
    row = token.model_dump(mode="json", exclude={"user"}) | {"user_id": token.user, "hash": hash_}
    connection.execute(tokens.insert().values(row))


def borne(connection: Connection, hash_: str) -> Borne | None:
    """The token of this hash, ended or not, and whose it is."""
    ask = select(users, *_TOKEN).join(tokens, tokens.c.user_id == users.c.id)
    row = connection.execute(ask.where(tokens.c.hash == hash_)).first()
    return None if row is None else Borne(_token(row), recorded(row))


_TOKEN = tuple(
    column.label(f"of_{column.name}") for column in tokens.columns if column.name != "hash"
)


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.of_id, user=row.of_user_id, label=row.of_label, scopes=tuple(row.of_scopes),
        made_at=row.of_made_at, ends_at=row.of_ends_at, used_at=row.of_used_at,
        withdrawn_at=row.of_withdrawn_at,
    )  # fmt: skip


def tokens_of(connection: Connection, user_id: str | None) -> list[ApiToken]:
    """Somebody's tokens, or everybody's; the newest first."""
    ask = select(*_TOKEN).order_by(tokens.c.made_at.desc(), tokens.c.id)
    if user_id is not None:
        ask = ask.where(tokens.c.user_id == user_id)
    return [_token(row) for row in connection.execute(ask)]


def used(connection: Connection, hash_: str, at: str) -> None:
    """It was used now."""
    connection.execute(update(tokens).where(tokens.c.hash == hash_).values(used_at=at))


def withdraw_token(connection: Connection, id_: str, at: str) -> ApiToken:
    """It opens nothing any more; raises ``ConfigError`` where there is none of this id."""
    row = connection.execute(select(*_TOKEN).where(tokens.c.id == id_)).first()
    if row is None:
        raise ConfigError(f"the id of a token was wanted, none is {id_!r}; `crosswire users list` "
                          "shows them")  # fmt: skip
    found = _token(row)
    if found.withdrawn_at is None:
        connection.execute(update(tokens).where(tokens.c.id == id_).values(withdrawn_at=at))
        return found.model_copy(update={"withdrawn_at": at})
    return found


def withdraw_tokens(connection: Connection, user_id: str, at: str) -> None:
    """None of somebody's tokens opens anything any more."""
    standing = (tokens.c.user_id == user_id) & tokens.c.withdrawn_at.is_(None)
    connection.execute(update(tokens).where(standing).values(withdrawn_at=at))
