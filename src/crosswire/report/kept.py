"""The lists of what people keep: accounts, tokens, notes, the audit."""

from collections.abc import Sequence

from crosswire.records.note import Note
from crosswire.records.users import ApiToken, AuditLine, User
from crosswire.report.contract import Line
from crosswire.report.listed import seen, short
from crosswire.report.lists import Cell, Listing


def _user(one: User) -> Sequence[Cell]:
    last = f"last signed in {seen(one.signed_in_at)}" if one.signed_in_at else "never signed in"
    return (
        one.name, one.role, "disabled" if one.disabled else "can sign in", last,
        f"added by {one.made_by}, {seen(one.made_at)}",
    )  # fmt: skip


USERS: Listing[User] = Listing(
    title="Users",
    columns=("Name", "Role", "State", "Last", "Added"),
    cells=_user,
    line=lambda one: one.model_dump(mode="json"),
    empty="Nobody has an account yet; add one with: crosswire users add NAME --role admin",
)


def _token(one: ApiToken) -> Sequence[Cell]:
    state = f"withdrawn {seen(one.withdrawn_at)}" if one.withdrawn_at else (
        f"ends {seen(one.ends_at)}" if one.ends_at else "until it is withdrawn")  # fmt: skip
    used = f"last used {seen(one.used_at)}" if one.used_at else "never used"
    return one.id, ", ".join(one.scopes), one.label, used, state


TOKENS: Listing[ApiToken] = Listing(
    title="Tokens",
    columns=("Token", "May", "For", "Used", "State"),
    cells=_token,
    line=lambda one: one.model_dump(mode="json"),
    empty="No token was made.",
)


def about(note: Note) -> str:
    """What a note is about, in words; of a place where it stands, and not what it says."""
    place = note.about
    if place.erased:
        return f"about an erased article ({place.kind})"
    where = f" in {short(place.article)}" if place.kind == "span" and place.article else ""
    shown = f"{place.start}:{place.end}" if place.kind == "span" else short(place.id)
    return f"about {place.kind} {shown}{where}"


def _note(one: Note) -> Sequence[Cell]:
    told = [
        f"{one.by}, {seen(one.at)}",
        f"edition {one.edition}" if one.edition > 1 else "",
        f"answers {short(one.answers)}" if one.answers else "",
        f"withdrawn by {one.withdrawn_by}" if one.withdrawn_at else "",
    ]
    return (
        short(one.id), one.mark or "no mark", one.words, about(one),
        " · ".join(filter(None, told)),
    )  # fmt: skip


def note_line(one: Note) -> Line:
    """A note as JSON."""
    return one.model_dump(mode="json")


NOTES: Listing[Note] = Listing(
    title="Notes",
    columns=("Note", "Mark", "Words", "About", "By"),
    cells=_note,
    line=note_line,
    empty="Nobody has written a note here.",
    layout="blocks",
)


def _audit(one: AuditLine) -> Sequence[Cell]:
    where = one.address or "command line"
    return str(one.id), seen(one.at), one.who, one.what, one.words, one.about, where


AUDIT: Listing[AuditLine] = Listing(
    title="Audit",
    columns=("Line", "When", "Who", "What", "Words", "About", "From"),
    cells=_audit,
    line=lambda one: one.model_dump(mode="json"),
    empty="Nothing was done yet that is audited.",
)
