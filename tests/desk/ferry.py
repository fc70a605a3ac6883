"""Three invented pages of one event, as they were fetched, for tests of what is made of a story."""

from crosswire.records import Capture, Fetched, Payload, Text

BODY = (
    "The ferry Corrin ran aground on the Teal Bank on Tuesday evening with 212 people aboard.",
    "Fourteen passengers were hurt, two of them seriously, the coastguard at Harnmouth said.",
    "Harbour master Idris Pell said: “The pilot had left the marked channel near buoy nine.”",
    "Passengers were taken off in lifeboats and spent the night in a school in Harnmouth.",
    "Divers will inspect the hull of the Corrin at first light before any attempt to refloat it.",
)
OUTLETS = {
    "courier.example": ("Harnmouth Courier", "Ferry Corrin runs aground on Teal Bank"),
    "sentry.example": ("Vellamy Sentry", "Corrin aground: fourteen hurt"),
    "echo.example": ("Port Elsing Echo", "Ferry on the bank, “the pilot had left the channel” 🛟"),
}


def fetched(host: str, *, paragraphs: tuple[str, ...] = BODY, at: str = "08:00:00") -> Capture:
    """A page of the ferry as this host answered."""
    outlet, headline = OUTLETS[host]
    url = f"https://{host}/ferry"
    inner = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = (
        f'<html><head><meta charset="utf-8"><title>{headline}</title>'
        f'<meta property="og:site_name" content="{outlet}">'
        '<meta property="article:published_time" content="2021-05-06T07:30:00Z"></head><body>'
        f"<article><h1>{headline}</h1>{inner}</article><p>Share this</p></body></html>"
    )
    answer = Fetched(
        url=f"http://{host}/ferry", final_url=url, at=f"2021-05-06T{at}Z", status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"7"')),
        redirects=(f"http://{host}/ferry",),
    )  # fmt: skip
    return Capture(
        name=url, medium="html", content=Text.of(page), encoding="utf-8", url=url,
        payload=Payload(content=page.encode(), media_type="text/html"), fetched=answer,
    )  # fmt: skip


def pages() -> list[Capture]:
    """Each outlet's page, each with a part of the event in other words."""
    return [
        fetched("courier.example"),
        fetched("sentry.example", paragraphs=(BODY[0], BODY[2], BODY[3]), at="08:10:00"),
        fetched("echo.example", paragraphs=(BODY[0], BODY[1], BODY[4]), at="08:20:00"),
    ]
