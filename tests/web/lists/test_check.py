"""A sentence held against the store: what carries it, in how many texts, and what is refused."""

from html import unescape

from crosswire.desk.checking import check
from crosswire.desk.desk import Desk
from tests.web.conftest import Reader

SAID = "Idris Pell said the pilot had left the marked channel near buoy nine."


def test_a_sentence_of_the_store_is_found_where_it_stands(filled: Desk, reader: Reader) -> None:
    view = reader.get("/check.json", params={"claim": SAID}).json()
    assert view["carriers"]
    named = {one["name"]: one for one in view["texts"]}
    with filled.store.read() as store:
        for carrier in view["carriers"]:
            article = named[carrier["article"]]["article"]
            body = store.revision(store.current([article])[article]).body
            for statement in carrier["statements"]:
                span = statement["span"]
                if carrier["field"] == "body":
                    assert body.content[span["start"] : span["end"]] == span["exact"]
    page = reader.get("/check", params={"claim": SAID}).text
    assert f"{len(view['texts'])} texts of" in page
    assert "Who was first to publish is not known" in page or "they came together" in page


def test_what_no_text_has_is_not_found_in_so_many(filled: Desk, reader: Reader) -> None:
    claim = "The lighthouse of Quennell was painted green by its last keeper."
    found = check(filled, claim)
    assert found.found is None or not found.found.carriers
    page = reader.get("/check", params={"claim": claim})
    assert page.status_code == 200
    assert "Not found in" in page.text or "No text of the" in page.text
    assert "omitted" not in page.text


def test_a_text_that_does_not_carry_it_is_named_with_its_nearest(
    filled: Desk, reader: Reader
) -> None:
    claim = "Harbour master Idris Pell said the pilot had fallen ill near buoy nine."
    view = reader.get("/check.json", params={"claim": claim}).json()
    carriers = {one["article"] for one in view["carriers"]}
    silent = {one["article"]: one["nearest"] for one in view["not_found"]}
    assert any(silent.values())
    assert {one["name"] for one in view["texts"]} == carriers | {*silent}
    page = reader.get("/check", params={"claim": claim}).text
    assert page.count("Not found in these texts") == 1
    for near in filter(None, silent.values()):
        assert near["statement"]["span"]["exact"][:30] in unescape(page)


def test_a_form_leads_to_the_page_of_its_answer(filled: Desk, reader: Reader) -> None:
    sent = reader.post("/check", claim="Quennell & <b>?")
    assert sent.status_code == 303
    assert sent.headers["location"] == "/check?claim=Quennell+%26+%3Cb%3E%3F"
    page = reader.get(sent.headers["location"])
    assert page.status_code == 200
    assert "<b>?" not in page.text


def test_nothing_asked_shows_the_box(reader: Reader) -> None:
    page = reader.get("/check?claim=")
    assert page.status_code == 200
    assert "Searched:" not in page.text


def test_what_is_no_sentence_is_refused(filled: Desk, reader: Reader) -> None:
    for claim in ("?!", "“”"):
        found = reader.get("/check.json", params={"claim": claim})
        assert found.status_code == 400
        assert set(found.json()) == {"kind", "message", "hint"}
    assert reader.get("/check.json", params={"claim": "x" * 1001}).status_code == 422
