"""Signing in and out."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from crosswire.errors import AccessError
from crosswire.web.faults import told
from crosswire.web.guard import own_form
from crosswire.web.house import Here, House
from crosswire.web.paper import page
from crosswire.web.twin import Fields, form_fields, local, twin
from crosswire.web.views.account import SignInView
from crosswire.web.visitors import COOKIE, Who, address

router = APIRouter()
Form = Annotated[Fields, Depends(form_fields)]


@twin(router, "/sign-in", "sign_in.html.j2", need="none")
def sign_in(here: Here, back: str = "/") -> SignInView:
    """The form to sign in."""
    return SignInView(back=local(back) or "/", needed=here.rules.sign_in)


@router.post("/sign-in", include_in_schema=False)
def signing_in(request: Request, here: Here, who: Who, form: Form) -> Response:
    """Signs in: another cookie, whatever the browser had before."""
    own_form(request, who, form.get("csrf"))
    back, name = local(form.get("back")) or "/", form.get("name") or ""
    with here.desk as desk:
        try:
            secret = desk.people.sign_in(
                name, form.get("password") or "", address(request),
                agent=request.headers.get("user-agent", ""), before=request.cookies.get(COOKIE),
            )  # fmt: skip
        except AccessError as refused:
            return _again(request, SignInView(back=back, needed=True, name=name[:80]), refused)
    return with_cookie(RedirectResponse(back, status_code=303), secret, here)


def _again(request: Request, view: SignInView, refused: AccessError) -> Response:
    """The form once more, with why."""
    shown = view.model_copy(update={"refused": str(refused)})
    status, _ = told(refused)
    response = page(request, "sign_in.html.j2", {"view": shown}, status=status)
    if refused.retry_after is not None:
        response.headers["retry-after"] = str(ceil(refused.retry_after))
    return response


@router.post("/sign-out", include_in_schema=False)
def signing_out(request: Request, here: Here, who: Who, form: Form) -> Response:
    """Ends this sign-in; where it has ended already, nothing is left to do."""
    if who.session is not None:
        own_form(request, who, form.get("csrf"))
        with here.desk as desk:
            desk.people.sign_out(who.session, address(request))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(COOKIE, path="/", secure=here.rules.secure, httponly=True)
    return response


def with_cookie(response: Response, secret: str, here: House) -> Response:
    """The cookie of a sign-in. It is sent where a link leads here from a mail, and with no form or
    picture of another site; it ends with the browser, or when the desk says so."""
    response.set_cookie(
        COOKIE, secret, httponly=True, samesite="lax", secure=here.rules.secure, path="/"
    )
    return response
