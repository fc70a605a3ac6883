"""One's own account: password, where one is signed in, tokens, the address of one's feed."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from crosswire.desk import passwords
from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError
from crosswire.records.users import Scope, SignIn
from crosswire.web.acting import doer, in_person, name_of
from crosswire.web.guard import own_form
from crosswire.web.house import Here
from crosswire.web.pages.entrance import Form, with_cookie
from crosswire.web.paper import page
from crosswire.web.twin import action, parsed, twin
from crosswire.web.views.account import AccountView, TokenMade
from crosswire.web.visitors import Visitor, Who, address

router = APIRouter()


@twin(router, "/account", "account.html.j2")
def account(here: Here, who: Who) -> AccountView:
    """One's own account."""
    with here.desk as desk:
        feed = f"/feeds/{Alerts.of(desk).feed_key(name_of(who))}"
        if not here.rules.sign_in:
            return AccountView(name=name_of(who), user=None, feed=feed)
        name = name_of(who)
        current = desk.people.sign_in_of(who.session) if who.session else None
        return AccountView(
            name=name,
            user=desk.people.user(name),
            sign_ins=tuple(desk.people.sign_ins(name)),
            here=current.id if current else None,
            tokens=tuple(desk.people.tokens(name)),
            feed=feed,
        )


class PasswordAsked(BaseModel):
    """Another password in place of this one."""

    old: str
    new: str
    again: str


@router.post("/account/password", include_in_schema=False)
def password(request: Request, here: Here, who: Who, form: Form) -> Response:
    """Another password: every sign-in ends, and this browser gets one anew."""
    own_form(request, who, form.get("csrf"))
    in_person(who)
    asked = parsed(PasswordAsked, form)
    if asked.new != asked.again:
        raise ConfigError("the new password twice was wanted, the two are not the same")
    name = name_of(who)
    passwords.require_good(asked.new, name)
    with here.desk as desk:
        secret = _changed(desk, request, name, asked)
    return with_cookie(RedirectResponse("/account", status_code=303), secret, here)


def _changed(desk: Desk, request: Request, name: str, asked: PasswordAsked) -> str:
    """The secret of a sign-in by the new password. The old one is proven by signing in with it: it
    is counted like any other try."""
    where, agent = address(request), request.headers.get("user-agent", "")
    desk.people.sign_in(name, asked.old, where, agent=agent)
    desk.people.set_password(name, asked.new, by=doer(request, request.state.visitor))
    return desk.people.sign_in(name, asked.new, where, agent=agent)


class EndAsked(BaseModel):
    """Which sign-in is to end."""

    id: str = Field(max_length=100)


class Ended(BaseModel):
    """Where somebody is still signed in."""

    sign_ins: tuple[SignIn, ...]


@action(router, "/account/sessions/end", back=lambda _: "/account", need="read")
def end_session(asked: EndAsked, request: Request, here: Here, who: Who) -> Ended:
    """End one sign-in of one's own."""
    in_person(who)
    with here.desk as desk:
        desk.people.end_sign_in(name_of(who), asked.id, by=doer(request, who))
        return _left(desk, who)


@action(router, "/account/sessions/end-others", back=lambda _: "/account", need="read")
def end_others(request: Request, here: Here, who: Who) -> Ended:
    """End all sign-ins of one's own but this."""
    in_person(who)
    with here.desk as desk:
        if who.session:
            desk.people.end_others(who.session, address(request))
        return _left(desk, who)


def _left(desk: Desk, who: Visitor) -> Ended:
    return Ended(sign_ins=tuple(desk.people.sign_ins(name_of(who))))


class TokenAsked(BaseModel):
    """What a token is for, what it may, and how long."""

    label: str = Field(default="", max_length=200)
    scope: Scope = "read"
    days: int | None = Field(default=None, ge=1, le=3660)


def _shown_once(request: Request, made: TokenMade) -> Response:
    return page(request, "token.html.j2", {"view": made}, status=201)


@action(
    router, "/account/tokens", back=lambda _: "/account", need="read", status=201,
    answer=_shown_once,
)  # fmt: skip
def token(asked: TokenAsked, request: Request, here: Here, who: Who) -> TokenMade:
    """Make a token in one's own name; what to send is told this once."""
    in_person(who)
    with here.desk as desk:
        made, secret = desk.people.add_token(
            name_of(who), _up_to(asked.scope), by=doer(request, who), label=asked.label,
            days=asked.days,
        )  # fmt: skip
    return TokenMade(token=made, secret=secret)


def _up_to(scope: Scope) -> tuple[Scope, ...]:
    every: tuple[Scope, ...] = ("read", "write", "admin")
    return every[: every.index(scope) + 1]


@action(router, "/account/tokens/withdraw", back=lambda _: "/account", need="read")
def withdraw(asked: EndAsked, request: Request, here: Here, who: Who) -> Ended:
    """A token of one's own opens nothing any more."""
    in_person(who)
    with here.desk as desk:
        if asked.id not in {one.id for one in desk.people.tokens(name_of(who))}:
            raise ConfigError(f"a token of {name_of(who)} was wanted, none is {asked.id!r}")
        desk.people.withdraw_token(asked.id, by=doer(request, who))
        return _left(desk, who)
