"""The people of a desk, and what was done under whose name: for administrators."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from crosswire.records.users import Deed, Role, User
from crosswire.store.audit import Asked
from crosswire.web.acting import Before, doer
from crosswire.web.house import Here
from crosswire.web.twin import action, twin
from crosswire.web.views.account import AuditView, UsersView
from crosswire.web.visitors import Who

router = APIRouter()
MANY = 100


@twin(router, "/users", "users.html.j2", need="admin")
def users(here: Here) -> UsersView:
    """Everybody who signs in."""
    with here.desk as desk:
        return UsersView(users=tuple(desk.people.users()))


class UserAsked(BaseModel):
    """A new account."""

    name: str = Field(max_length=200)
    password: str = Field(max_length=2000)
    role: Role = "reader"


@action(router, "/users", back=lambda _: "/users", need="admin", status=201)
def add(asked: UserAsked, request: Request, here: Here, who: Who) -> User:
    """Make an account."""
    with here.desk as desk:
        return desk.people.add_user(
            asked.name, asked.password, role=asked.role, by=doer(request, who)
        )


class RoleAsked(BaseModel):
    """Another role for somebody."""

    name: str
    role: Role


@action(router, "/users/role", back=lambda _: "/users", need="admin")
def role(asked: RoleAsked, request: Request, here: Here, who: Who) -> User:
    """Give somebody another role; they sign in again."""
    with here.desk as desk:
        return desk.people.set_role(asked.name, asked.role, by=doer(request, who))


class NameAsked(BaseModel):
    """Somebody."""

    name: str


@action(router, "/users/disable", back=lambda _: "/users", need="admin")
def disable(asked: NameAsked, request: Request, here: Here, who: Who) -> User:
    """They can sign in no more, and their tokens end."""
    with here.desk as desk:
        return desk.people.disable(asked.name, by=doer(request, who))


@action(router, "/users/enable", back=lambda _: "/users", need="admin")
def enable(asked: NameAsked, request: Request, here: Here, who: Who) -> User:
    """They can sign in again."""
    with here.desk as desk:
        return desk.people.enable(asked.name, by=doer(request, who))


class AnewAsked(BaseModel):
    """Another password for somebody who lost theirs."""

    name: str
    password: str = Field(max_length=2000)


@action(router, "/users/password", back=lambda _: "/users", need="admin")
def password(asked: AnewAsked, request: Request, here: Here, who: Who) -> User:
    """Another password; they are signed in nowhere any more."""
    with here.desk as desk:
        desk.people.set_password(asked.name, asked.password, by=doer(request, who))
        return desk.people.user(asked.name)


@twin(router, "/audit", "audit.html.j2", need="admin")
def audit(
    here: Here, who: str | None = None, what: Deed | Literal[""] = "", before: Before = None
) -> AuditView:
    """What was done, by whom, from where; the newest first."""
    with here.desk as desk:
        found = desk.people.audit(
            Asked(who=who or None, what=what or None, before=before, limit=MANY + 1)
        )
    lines = tuple(found[:MANY])
    return AuditView(lines=lines, next=lines[-1].id if len(found) > MANY else None)
