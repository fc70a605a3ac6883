import pytest

from crosswire.stages.compare.origins.outlets import plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The Vellamy Sentry", "vellamy sentry"),
        ("www.sentry.example.com", "sentry.example"),
        ("QBC News", "qbc"),
        ("Sarn Harbour (Online News)", "sarn harbour"),
        ("QBC Online News", "qbc"),
        ("News", "news"),
    ],
)
def test_plain_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain
