"""People of a desk in a real browser: they sign in and out, follow a story and are told of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.net.mailbox import mailbox
from tests.net.server import answer, serving
from tests.web.browser.conftest import CHROMIUM, Served, crosswire, served, visiting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="apt-get install chromium"),
]
EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "ferry-aground"
PASSWORD = "seven grey herons"
LONG = 90_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("people")
    pages = [str(EXAMPLES / name) for name in ("corran-wire.html", "harnmouth-courier.txt")]
    crosswire(folder, "add", *pages)
    for name, role in (("ines", "admin"), ("tom", "reader")):
        asked = ("users", "add", name, "--role", role, "--password-stdin")
        crosswire(folder, *asked, stdin=f"{PASSWORD}\n")
    with served(folder, "--sign-in") as running:
        yield running


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_who_has_not_signed_in_sees_nothing_and_comes_back_to_what_they_asked_for(
    browser: Browser, desk: Served
) -> None:
    with visiting(browser, desk.url) as visit:
        page = visit.go("/runs")
        assert "/sign-in" in page.url
        sign_in(page, "tom")
        assert page.url == f"{desk.url}/runs"
        page.get_by_role("button", name="Sign out").click()
        visit.go("/runs")
        assert "/sign-in" in page.url


def test_a_wrong_password_is_said_without_saying_which_was_wrong(
    browser: Browser, desk: Served
) -> None:
    with visiting(browser, desk.url) as visit:
        page = visit.go("/sign-in")
        said = []
        for name in ("tom", "nobody"):
            sign_in(page, name, "not this one at all")
            said.append(page.get_by_role("alert").inner_text().replace(name, "…"))
        # The browser notes the refused request itself.
        visit.complaints.clear()
    assert said[0] == said[1]


def test_a_reader_is_not_offered_what_they_may_not_do(browser: Browser, desk: Served) -> None:
    with visiting(browser, desk.url) as visit:
        page = visit.go("/")
        sign_in(page, "tom")
        page.locator("a[href^='/stories/']").first.click()
        assert page.get_by_role("button", name=re.compile("^Same|^Different")).count() == 0
        assert page.locator("textarea").count() == 0


def test_who_follows_a_story_is_told_by_mail_by_webhook_and_on_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    pages = [str(EXAMPLES / name) for name in ("corran-wire.html", "harnmouth-courier.txt")]
    crosswire(tmp_path, "add", *pages)
    with mailbox() as box, serving() as hook:
        hook.routes["/hook"] = answer(b"")
        mail = {
            "CROSSWIRE_SMTP_HOST": "127.0.0.1", "CROSSWIRE_SMTP_PORT": str(box.port),
            "CROSSWIRE_SMTP_TLS": "none", "CROSSWIRE_SMTP_FROM": "desk@desk.example",
            "CROSSWIRE_DELIVER_ALLOW": "127.0.0.0/8",
        }  # fmt: skip
        with served(tmp_path, **mail) as desk, visiting(browser, desk.url) as visit:
            page = visit.go("/")
            page.locator("a[href^='/stories/']").first.click()
            page.get_by_role("button", name=re.compile("^Follow")).first.click()
            page = visit.go("/follows")
            page.get_by_text("Change it").click()
            form = page.locator("form[action='/follows/change']")
            form.get_by_label("by mail to").check()
            form.get_by_label("Mail address").fill("ines@desk.example")
            form.get_by_label("by webhook to").check()
            form.get_by_label("Address of the webhook").fill(hook.url("/hook"))
            form.get_by_role("button", name="Keep").click()

            page = visit.go("/add")
            page.locator("#files").set_input_files(EXAMPLES / "vellamy-sentry.txt")
            page.get_by_role("button", name="Add", exact=True).click()
            page.get_by_role("heading", name="Where it led").wait_for(timeout=LONG)
            for _ in range(40):
                if box.letters and hook.asked:
                    break
                page.wait_for_timeout(1500)
            visit.go("/alerts")
            expect(page.locator("ol.alerts")).to_contain_text("new article")
    (letter, *_), (posted, *_) = box.letters, hook.asked
    assert letter["To"] == "ines@desk.example"
    assert letter["Message-ID"]
    assert posted.headers["idempotency-key"]
    assert "v1=" in posted.headers["crosswire-signature"]
    assert json.loads(posted.body)
