"""People at the desk: accounts, signing in, tokens, and what was done under whose name.

people = desk.people
people.add_user("Ana Ruiz", "correct horse battery", role="editor", by=Doer("admin"))
secret = people.sign_in("ana ruiz", "correct horse battery", "192.0.2.7")
people.session(secret)          # the user, or None
people.bearer("cwt_…")          # the user and what the token may, or None
"""

from crosswire.desk import passwords
from crosswire.desk.entrance import Entrance
from crosswire.desk.known import account, id_of
from crosswire.desk.tokens import Tokens
from crosswire.errors import ConfigError
from crosswire.records.users import ROLES, AuditLine, Deed, Role, User
from crosswire.store import audit, sessions, users
from crosswire.store.audit import Asked, Doer
from crosswire.store.turns import take_turn

__all__ = ["Asked", "Doer", "People"]


class People(Entrance, Tokens):
    """Accounts, sign-ins, tokens and the audit of one store."""

    def any(self) -> bool:
        """Whether anybody has an account."""
        with self._store.read() as reader:
            return users.some(reader.connection)

    def users(self) -> list[User]:
        """Everybody, by name."""
        with self._store.read() as reader:
            return users.everybody(reader.connection)

    def user(self, name: str) -> User:
        """Who has this name; raises ``ConfigError``."""
        with self._store.read() as reader:
            return account(reader, name).user

    def add_user(self, name: str, password: str, *, role: Role, by: Doer) -> User:
        """Make an account; raises ``ConfigError`` for a name that is taken, a password that will not
        do."""
        _known_role(role)
        name = passwords.plain_name(name)
        passwords.require_good(password, name)
        kept = passwords.hashed(password)
        made = User(
            id=id_of(name), name=name, role=role, made_at=self._now(), made_by=by.name
        )  # fmt: skip
        with self._store.aside() as aside:
            take_turn(aside.connection)
            users.add(aside.connection, made, kept)
            words = f"{name}: added as {role}"
            audit.add(aside.connection, by, "user", about=made.id, words=words)
        return made

    def set_password(self, name: str, password: str, *, by: Doer) -> None:
        """Another password; they are signed in nowhere any more."""
        who = self.user(name)
        passwords.require_good(password, who.name)
        kept = passwords.hashed(password)
        with self._store.aside() as aside:
            users.set_password(aside.connection, who.id, kept)
            users.end_sign_ins(aside.connection, who.id)
            audit.add(aside.connection, by, "password", about=who.id, words=who.name)

    def set_role(self, name: str, role: Role, *, by: Doer) -> User:
        """Another role; they are signed in nowhere any more. The last admin stays one."""
        _known_role(role)
        with self._store.aside() as aside:
            take_turn(aside.connection)
            who = account(aside, name).user
            if who.role == role:
                return who
            users.set_role(aside.connection, who, role)
            users.end_sign_ins(aside.connection, who.id)
            words = f"{who.name}: {who.role} → {role}"
            audit.add(aside.connection, by, "role", about=who.id, words=words)
        return who.model_copy(update={"role": role})

    def disable(self, name: str, *, by: Doer) -> User:
        """They can sign in no more, and no token of theirs opens anything. The last admin can."""
        return self._set_disabled(name, True, by)

    def enable(self, name: str, *, by: Doer) -> User:
        """They can sign in again; their tokens have ended."""
        return self._set_disabled(name, False, by)

    def _set_disabled(self, name: str, disabled: bool, by: Doer) -> User:
        with self._store.aside() as aside:
            take_turn(aside.connection)
            who = account(aside, name).user
            if who.disabled == disabled:
                return who
            users.set_disabled(aside.connection, who, disabled)
            users.end_sign_ins(aside.connection, who.id)
            if disabled:
                sessions.withdraw_tokens(aside.connection, who.id, self._now())
            words = f"{who.name}: {'disabled' if disabled else 'enabled'}"
            audit.add(aside.connection, by, "user", about=who.id, words=words)
        return who.model_copy(update={"disabled": disabled})

    # ---- the audit -----------------------------------------------------------------------------

    def audit(self, asked: Asked | None = None) -> list[AuditLine]:
        """What was done, the newest first."""
        with self._store.read() as reader:
            return audit.lines(reader.connection, asked or Asked())

    def did(self, doer: Doer, what: Deed, *, about: str = "", words: str = "") -> None:
        """Keep that somebody did something that is kept elsewhere: an erasure, a judgement."""
        with self._store.aside() as aside:
            audit.add(aside.connection, doer, what, about=about, words=words)


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise ConfigError(f"a role was wanted ({', '.join(ROLES)}), got {role!r}")
