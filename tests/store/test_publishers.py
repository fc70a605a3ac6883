"""One outlet a domain, whatever its pages call it; names lead to it where there is no address."""

from sqlalchemy import select

from crosswire.records import Query
from crosswire.records.article import Revision
from crosswire.stages.outlets import OutletRow, OutletTable
from crosswire.store import lists, lists_outlets
from crosswire.store.base import Store, open_store
from crosswire.store.tables import articles, outlets
from tests.store.pages import revision

AT = "2021-05-21T00:00:00.000Z"


def page(n: int, outlet: str | None, host: str | None) -> Revision:
    url = f"https://{host}/news/{n}" if host else None
    return revision(f"p{n}", f"Page {n} tells of a barge.", outlet=outlet, url=url)


def kept(
    store: Store, *batches: list[Revision], table: OutletTable | None = None
) -> list[tuple[str, str | None]]:
    """Name and domain of the outlets, in the order of the articles."""
    with store.write("add") as writer:
        for pages in batches:
            with writer.batch() as batch:
                batch.expect(pages, table)
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


TABLE = OutletTable(
    outlet=(
        OutletRow(
            name="QBC",
            also=("QBC News",),
            domains=("qbc.example", "qbc.test"),
            source="its imprint",
        ),
        OutletRow(name="Vale Herald", also=("The Herald",), source="its imprint"),
        OutletRow(name="Sarn Herald", also=("The Herald",), source="its imprint"),
    )
)


def test_hosts_and_names_that_the_table_has_together_are_one_outlet_and_say_why(
    store_url: str,
) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "QBC", "qbc.example"), page(2, "QBC News", "www.qbc.test")],
            [page(3, "QBC News", None), page(4, "QBC News", "news.qbc.test")],
            [page(5, "qbc news", None)],
            table=TABLE,
        )
        assert found == [("QBC", "qbc.example")] * 5
        with store.read() as reader:
            line = lists_outlets.outlet(reader, "QBC")
            because = {
                (one.name, one.domain): one.because
                for one in lists_outlets.names(reader, line, TABLE, 100)
            }
        assert because["QBC", "qbc.example"] == "its address"
        assert because["QBC News", None] == (
            "the table of outlets has “QBC News” as QBC (its imprint)"
        )
        assert because["QBC News", "qbc.test"].startswith("the table of outlets has qbc.test")


def test_what_is_merely_alike_is_two_outlets_and_said_to_be(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "QBC", "qbc.example"), page(2, "QBC Online News", None)],
            [page(3, "QBC News", "elsewhere.example"), page(4, "Ana's Column", "ana.qbc.example")],
            table=TABLE,
        )
        assert found == [
            ("QBC", "qbc.example"), ("QBC Online News", None),
            ("QBC News", "elsewhere.example"), ("Ana's Column", "ana.qbc.example"),
        ]  # fmt: skip
        with store.read() as reader:
            line = lists_outlets.outlet(reader, "QBC")
            near = lists_outlets.alike(reader, line, 8)
        assert [one.name for one in near] == ["QBC News", "QBC Online News"]


def test_a_name_that_two_rows_have_or_a_foreign_host_too_shows_nothing(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "Vale Herald", None), page(2, "The Herald", None)],
            [page(3, "QBC", "qbc.example"), page(4, "QBC News", "elsewhere.example")],
            [page(5, "QBC News", None), page(6, "QBC", None)],
            table=TABLE,
        )
        assert found == [
            ("Vale Herald", None), ("The Herald", None), ("QBC", "qbc.example"),
            # Whose page 5 is nobody can tell: by the table QBC's, by its name the other host's.
            ("QBC News", "elsewhere.example"), ("QBC News", None),
            ("QBC", "qbc.example"),
        ]  # fmt: skip


def test_a_host_that_the_table_does_not_list_takes_no_name_of_it(store_url: str) -> None:
    with open_store(store_url) as store:
        found = kept(
            store,
            [page(1, "QBC News", None), page(2, "QBC News", "elsewhere.example")],
            [page(3, "QBC", "qbc.test")],
            table=TABLE,
        )
        assert found == [
            ("QBC News", "qbc.test"), ("QBC News", "elsewhere.example"), ("QBC News", "qbc.test"),
        ]  # fmt: skip
