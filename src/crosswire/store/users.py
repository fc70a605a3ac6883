"""Accounts: who signs in, and the hashes of what they sign in with."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, update

from crosswire.errors import ConfigError
from crosswire.records.base import stable_id
from crosswire.records.users import Role, User
from crosswire.store.tables_people import sign_ins, users


class Account(NamedTuple):
    """A user and the hash of their password."""

    user: User
    password: str


def user_id(folded: str) -> str:
    """The id of whoever has this name, in small letters."""
    return stable_id("user", folded)


def account(connection: Connection, id_: str) -> Account | None:
    """The account of this id."""
    row = connection.execute(select(users).where(users.c.id == id_)).first()
    return None if row is None else Account(recorded(row), row.password)


def everybody(connection: Connection) -> list[User]:
    """All accounts, by name."""
    return [recorded(row) for row in connection.execute(select(users).order_by(users.c.name))]


def some(connection: Connection) -> bool:
    """Whether there is any account."""
    return connection.execute(select(users.c.id).limit(1)).first() is not None


def add(connection: Connection, user: User, password: str) -> None:
    """Keep a new account; raises ``ConfigError`` where the name is taken."""
    if account(connection, user.id) is not None:
        raise ConfigError(
            f"a new name was wanted, {user.name!r} has an account (upper and lower case are one); "
            "change it with: crosswire users set"
        )
    row = user.model_dump(exclude={"disabled"}) | {"disabled": int(user.disabled)}
    connection.execute(users.insert().values(row | {"password": password}))


def set_password(connection: Connection, id_: str, password: str) -> None:
    """Another hash."""
    connection.execute(update(users).where(users.c.id == id_).values(password=password))


def set_role(connection: Connection, user: User, role: Role) -> None:
    """Another role; raises ``ConfigError`` where no admin would be left."""
    if role != "admin":
        _keep_an_admin(connection, user)
    connection.execute(update(users).where(users.c.id == user.id).values(role=role))


def set_disabled(connection: Connection, user: User, disabled: bool) -> None:
    """Whether they can sign in; raises ``ConfigError`` where no admin would be left."""
    if disabled:
        _keep_an_admin(connection, user)
    connection.execute(update(users).where(users.c.id == user.id).values(disabled=int(disabled)))


def signed_in(connection: Connection, id_: str, at: str) -> None:
    """They signed in now."""
    connection.execute(update(users).where(users.c.id == id_).values(signed_in_at=at))


def recorded(row: Row[Any]) -> User:
    """The record of a row of ``users``."""
    return User(
        id=row.id, name=row.name, role=row.role, disabled=bool(row.disabled), made_at=row.made_at,
        made_by=row.made_by, signed_in_at=row.signed_in_at,
    )  # fmt: skip


def _keep_an_admin(connection: Connection, user: User) -> None:
    if user.role != "admin" or user.disabled:
        return
    others = select(func.count()).where(
        users.c.role == "admin", users.c.disabled == 0, users.c.id != user.id
    )
    if not connection.execute(others).scalar_one():
        raise ConfigError(
            f"{user.name!r} is the last admin who can sign in; make another first: "
            "crosswire users set NAME --role admin"
        )


def end_sign_ins(connection: Connection, id_: str) -> None:
    """They are signed in nowhere any more."""
    connection.execute(sign_ins.delete().where(sign_ins.c.user_id == id_))
