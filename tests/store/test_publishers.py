"""One outlet a domain, whatever its pages call it; names lead to it where there is no address."""

from sqlalchemy import select

from crosswire.records import Query
from crosswire.records.article import Revision
from crosswire.store import lists
from crosswire.store.base import Store, open_store
from crosswire.store.tables import articles, outlets
from tests.store.pages import revision

AT = "2021-05-21T00:00:00.000Z"


def page(n: int, outlet: str | None, host: str | None) -> Revision:
    url = f"https://{host}/news/{n}" if host else None
    return revision(f"p{n}", f"Page {n} tells of a barge.", outlet=outlet, url=url)


def kept(store: Store, *batches: list[Revision]) -> list[tuple[str, str | None]]:
    """Name and domain of the outlets, in the order of the articles."""
    with store.write("add") as writer:
        for pages in batches:
            with writer.batch() as batch:
                for one in pages:
                    batch.add_capture(one.capture, one, AT)
    with store.read() as reader:
        asked = select(outlets.c.name, outlets.c.domain).join(
            articles, articles.c.outlet_id == outlets.c.id
        )
        return [
            (r.name, r.domain) for r in reader.connection.execute(asked.order_by(articles.c.name))
        ]


def test_several_names_of_one_host_are_one_outlet(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [
                page(1, "Tarn News", "www.tarn.example"),
                page(2, "Tarn News (Online)", "tarn.example"),
            ],
            [page(3, "Tarn Online News", "tarn.example"), page(4, None, "tarn.example")],
        )
        assert found == [("Tarn News", "tarn.example")] * 4
        with store.read() as reader:
            for name in ("tarn.example", "Tarn News", "tarn online news"):
                assert len(lists.search(reader, Query(words="barge", outlet=name)).hits) == 4


def test_a_name_without_address_leads_to_its_host_before_and_after(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "Orrin Post", None)],
            [page(2, "ORRIN POST", "orrin.example"), page(3, "Orrin Post", None)],
        )
        assert found == [("Orrin Post", "orrin.example")] * 3


def test_one_name_on_two_hosts_is_two_outlets_and_guessed_to_be_neither(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "The Herald", "sarn.example"), page(2, "The Herald", "vale.example")],
            [page(3, "The Herald", None), page(4, "The Herald", None)],
        )
        assert found == [
            ("The Herald", "sarn.example"), ("The Herald", "vale.example"),
            ("The Herald", None), ("The Herald", None),
        ]  # fmt: skip


def test_a_part_of_a_host_is_its_outlets_where_the_name_agrees(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "Tarn News", "tarn.example"), page(2, "Tarn News", "video.tarn.example")],
            [page(3, "Ana's Column", "ana.tarn.example")],
        )
        assert found == [("Tarn News", "tarn.example")] * 2 + [("Ana's Column", "ana.tarn.example")]


def test_a_host_is_called_by_the_first_name_its_pages_give(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store, [page(1, None, "tolven.example")], [page(2, "Tolven Day", "tolven.example")]
        )
        assert found == [("Tolven Day", "tolven.example")] * 2
