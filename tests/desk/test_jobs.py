"""Jobs: what is asked for is done once, in order, while nobody else writes; files wait beside the store."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.desk import doing
from crosswire.desk.desk import Desk
from crosswire.desk.inbox import safe_name
from crosswire.desk.jobs import (
    Asked,
    Bounds,
    Compare,
    Doer,
    Jobs,
    JudgeArticles,
    JudgePassages,
    Place,
    Regroup,
    Upload,
    Withdraw,
    pasted,
)
from crosswire.desk.wanted import Add, JudgeNames, Wanted, asked, wanted
from crosswire.desk.working import Progress, Stopped, Worker, work
from crosswire.errors import AccessError, ConfigError, StoreError
from crosswire.intake.judgements import read_judgements
from crosswire.records.job import Job
from crosswire.store import jobs as kept
from crosswire.store.jobs import End, Lease, Step
from crosswire.store.order import as_text
from tests.desk.conftest import Add as AddLines
from tests.desk.stream import OUTLETS, stream, told

ANA, BEN = Doer("Ana", "192.0.2.7"), Doer("Ben")


def name(event: str, outlet: int) -> str:
    return str(told(event, OUTLETS[outlet])["id"])


def article(desk: Desk, name_: str) -> str:
    with desk.store.read() as reader:
        return reader.resolve_article(name_)


def upload(name_: str, *lines: object) -> Upload:
    data = "\n".join(json.dumps(line) for line in lines).encode()
    return Upload(name_, io.BytesIO(data))


def inbox(desk: Desk) -> list[Path]:
    root = Path(f"{desk.store.url}-inbox")
    root = root if "://" not in desk.store.url else desk.project.settings.data / "inbox"
    return sorted(p for p in root.rglob("*") if p.is_file()) if root.exists() else []


def done(desk: Desk, job: Job) -> Job:
    """The job after the worker took it."""
    ended = Worker(desk).once()
    assert ended is not None
    assert ended.id == job.id
    return ended


def test_files_that_were_sent_are_kept_and_wait_no_more(desk: Desk) -> None:
    lines = [told("ferry", one) for one in OUTLETS[:2]]
    job = desk.jobs.add(files=[upload("../../ferry.jsonl", *lines)], by=ANA, closely="none")
    assert [len(path.name) for path in inbox(desk)] == [64]
    assert [job.state, desk.jobs.get(job.id)] == ["waiting", job]
    ended = done(desk, job)
    assert (ended.state, ended.count, ended.words) == ("done", 2, "2 pages read")
    assert ended.result is not None
    assert ended.result["counts"]["articles"] == 2
    assert ended.result["articles"] == [article(desk, str(line["id"])) for line in lines]
    assert inbox(desk) == []
    assert Worker(desk).once() is None
    with desk.store.read() as reader:
        (run,) = [one.command for one in desk.runs()]
        origins = {reader.capture(c).origin for c in _captures(reader)}
    assert (run, origins) == ("add (asked by Ana)", {"ferry.jsonl"})


def _captures(reader: object) -> list[str]:
    from sqlalchemy import text

    return [*reader.connection.execute(text("SELECT id FROM captures")).scalars()]  # type: ignore[attr-defined]


def test_words_that_were_pasted_are_an_article(desk: Desk) -> None:
    words = "The ferry to Norland stopped on Tuesday. " * 8
    files = [pasted(words, title="Ferry stopped", outlet="The Quay Post", url=None)]
    ended = done(desk, desk.jobs.add(files=files, by=ANA))
    assert ended.result is not None
    (story,) = desk.stories()
    assert story.headline is not None
    assert (story.headline.exact, story.headline_outlet) == ("Ferry stopped", "The Quay Post")
    with pytest.raises(ConfigError, match="words were wanted"):
        pasted(" \n")


def test_what_cannot_be_used_is_told_by_the_name_it_was_sent_under(desk: Desk) -> None:
    files = [Upload("picture.html", io.BytesIO(b"\x00\x01" * 80)), upload("a.jsonl", {"no": "id"})]
    ended = done(desk, desk.jobs.add(files=files, by=ANA, closely="none"))
    assert ended.state == "done"
    assert ended.result is not None
    assert {(one["item"], one["kind"]) for one in ended.result["failures"]} == {
        ("picture", "binary"),
        ("a.jsonl:1", "not-an-article-line"),
    }
    assert not any("inbox" in line.words + line.item for line in desk.failures())
    # What was laid out under its names is gone with the job.
    assert not any(desk.jobs.inbox.folder.rglob("*"))


@pytest.mark.parametrize(
    "name_", ["/etc/hostname", "-", "file:///etc/hostname", "../pages", "https://a.example/ x", "C:\\x"]
)  # fmt: skip
def test_no_file_of_this_machine_is_read_for_a_reader(desk: Desk, name_: str) -> None:
    with pytest.raises(ConfigError, match="an address was wanted"):
        desk.jobs.add([name_], by=ANA)
    assert desk.jobs.listed() == []


def test_no_password_in_an_address_is_kept_or_told(desk: Desk) -> None:
    with pytest.raises(ConfigError, match="without a name or a password"):
        desk.jobs.add(["https://ana:grey-geese@feeds.example/x"], by=ANA)
    assert desk.jobs.listed() == []
    assert desk.jobs.add(["https://feeds.example/@ana?to=a@b.example"], by=ANA).state == "waiting"


def test_nothing_asked_for_is_no_job(desk: Desk) -> None:
    with pytest.raises(ConfigError, match="an address or a file"):
        desk.jobs.add([" "], by=ANA)
    with pytest.raises(ConfigError, match="at most 100 addresses"):
        desk.jobs.add([f"https://a.example/{n}" for n in range(101)], by=ANA)


def test_an_address_that_may_not_be_fetched_is_a_failure_of_the_job(desk: Desk) -> None:
    ended = done(desk, desk.jobs.add(["http://127.0.0.1:9/page"], by=ANA))
    assert ended.result is not None
    (failure,) = ended.result["failures"]
    assert failure["item"] == "http://127.0.0.1:9/page"
    assert ended.state == "done"


def test_so_much_may_wait_and_no_more(desk: Desk, tmp_path: Path) -> None:
    few = Jobs(desk.store, tmp_path / "inbox", bounds=Bounds(jobs=2, bytes=100))
    with pytest.raises(ConfigError, match="at most 0 MB"):
        few.add(files=[Upload("a.html", io.BytesIO(b"x" * 101))], by=ANA)
    few.add(files=[Upload("a.html", io.BytesIO(b"x" * 60))], by=ANA)
    for again in (
        [Upload("a.html", io.BytesIO(b"x" * 60))],
        [Upload("b.html", io.BytesIO(b"y" * 41))],
    ):
        with pytest.raises(AccessError, match="wait to be done") as full:
            few.add(files=again, by=ANA)
        assert (full.value.kind, full.value.retry_after) == ("wait", 60)
    second = few.put(Regroup(), by=ANA)
    with pytest.raises(AccessError):
        few.put(Compare(story="story-1"), by=ANA)
    assert len([p for p in (tmp_path / "inbox").rglob("*") if p.is_file()]) == 1
    few.cancel(second.id, by=ANA)
    few.put(Compare(story="story-1"), by=ANA)


def test_jobs_are_done_in_the_order_they_were_asked_for(desk: Desk, add: AddLines) -> None:
    add(stream(2))
    a, b = article(desk, name("ferry", 0)), article(desk, name("strike", 0))
    first = desk.jobs.put(JudgeArticles(a=a, b=b, decision="same", because="one chain"), by=ANA)
    second = desk.jobs.put(Regroup(), by=BEN)
    third = desk.jobs.put(JudgeArticles(a=a, b=b, decision="different"), by=BEN)
    ended = done(desk, first)
    assert ended.result is not None
    assert ended.result["stories"][0] == ended.result["stories"][1]
    done(desk, second)
    apart = done(desk, third).result or {}
    assert apart["stories"][0] != apart["stories"][1]
    assert [(j.made_by, j.because) for j in desk.judgements()] == [
        ("Ben", ""),
        ("Ana", "one chain"),
    ]
    back = Withdraw(judgement=apart["judgement"])
    again = done(desk, desk.jobs.put(back, by=BEN)).result or {}
    assert again["stories"][0] == again["stories"][1]
    twice = desk.jobs.put(back, by=BEN)
    assert (done(desk, twice).result or {})["moved"] == 0
    assert [job.state for job in desk.jobs.listed()] == ["done"] * 5
    assert {job.id for job in desk.jobs.listed(Asked(by="Ana"))} == {first.id}
    assert len(desk.jobs.listed(Asked(before=third.seq, limit=9))) == 2


def test_stories_that_are_only_to_be_lined_up_anew_wait_for_what_people_did(
    desk: Desk, add: AddLines
) -> None:
    add(stream(2))
    a, b = article(desk, name("ferry", 0)), article(desk, name("strike", 0))
    later = [desk.jobs.put(Compare(story=one), by=ANA) for one in ("story-none", "story-no")]
    first = desk.jobs.put(JudgeArticles(a=a, b=b, decision="same"), by=BEN)
    took = [worked.id for _ in range(3) if (worked := Worker(desk).once()) is not None]
    assert took == [first.id, later[0].id, later[1].id]


def test_what_is_asked_wrongly_fails_and_says_why(desk: Desk, add: AddLines) -> None:
    add(stream(2))
    a = article(desk, name("ferry", 0))
    for asked_ in (
        JudgeArticles(a=a, b=a, decision="same"),
        Compare(story="story-none"),
        Withdraw(judgement="judgement-0"),
        Withdraw(of="passage", judgement="judgement-0"),
        JudgeNames(a="entity-0", b="entity-1", decision="same"),
    ):
        ended = done(desk, desk.jobs.put(asked_, by=ANA))
        assert (ended.state, ended.result) == ("failed", None)
        assert ended.because


def test_passages_are_judged_by_their_places_and_lined_up_anew(desk: Desk, add: AddLines) -> None:
    add(stream(2))
    made = desk.compare(desk.story(name("ferry", 0)).line.id).comparison
    assert made is not None
    one, two = (reading.revision for reading in made.readings[:2])
    places = [
        Place(article=r.article, outlet="The Quay Post", text=r.body.id, start=0, end=20)
        for r in (one, two)
    ]
    story = desk.story(name("ferry", 0)).line.id
    asked_ = JudgePassages(
        story=story, a=places[0], b=places[1], decision="different", because="no"
    )
    job = desk.jobs.put(asked_, by=ANA)
    assert one.body.content[:20] not in desk.jobs.get(job.id).model_dump_json()
    ended = done(desk, job)
    assert ended.result is not None, ended.because
    assert ended.result["compared"]
    (judged,) = read_judgements(desk.project.settings.judgements_file)
    assert judged.id == ended.result["judgement"]
    assert (judged.a.span.exact, judged.made_by) == (one.body.content[:20], "Ana")
    back = Withdraw(of="passage", judgement=judged.id, story=story)
    for _ in range(2):
        assert done(desk, desk.jobs.put(back, by=ANA)).state == "done"
    (gone,) = read_judgements(desk.project.settings.judgements_file)
    assert gone.withdrawn_by == "Ana"
    beyond = places[0].model_copy(update={"end": 10**9})
    wrong = asked_.model_copy(update={"a": beyond})
    assert done(desk, desk.jobs.put(wrong, by=ANA)).state == "failed"


def test_names_are_judged_apart_and_brought_together_again(desk: Desk, tmp_path: Path) -> None:
    from tests.desk.stream import write

    file = write(tmp_path / "lines.jsonl", stream(2))
    desk.add(desk.project.captures([file]), closely="shared")
    with desk.store.read() as reader:
        shared = max(reader.entities(), key=lambda one: len({m.article for m in one.members}))
    a, b = shared.members[0].entity, shared.members[-1].entity
    assert a != b
    ended = done(desk, desk.jobs.put(JudgeNames(a=a, b=b, decision="different"), by=ANA))
    assert ended.result is not None, ended.because
    assert ended.result["entities"][0] != ended.result["entities"][1]
    back = Withdraw(of="entity", judgement=ended.result["judgement"])
    for _ in range(2):
        again = done(desk, desk.jobs.put(back, by=ANA)).result or {}
        assert again["entities"] == [shared.id, shared.id]


def test_a_job_waits_while_another_writes_and_says_so(desk: Desk) -> None:
    job = desk.jobs.add(
        files=[upload("a.jsonl", told("ferry", OUTLETS[0]))], by=ANA, closely="none"
    )
    with desk.store.write("watch all day"):
        held = done(desk, job)
        assert (held.state, held.tries) == ("waiting", 0)
        assert "`watch all day`" in held.words
        assert len(inbox(desk)) == 1
    assert done(desk, job).state == "done"


def test_what_waits_already_is_not_asked_twice(desk: Desk) -> None:
    first = desk.jobs.put(Compare(story="story-1"), by=ANA)
    assert desk.jobs.put(Compare(story="story-1"), by=BEN).id == first.id
    assert desk.jobs.put(Compare(story="story-2"), by=BEN).id != first.id
    assert desk.jobs.put(Regroup(), by=BEN).id == desk.jobs.put(Regroup(), by=ANA).id


def test_one_that_waits_can_be_taken_back_and_no_other(desk: Desk) -> None:
    job = desk.jobs.add(
        files=[upload("a.jsonl", told("ferry", OUTLETS[0]))], by=ANA, closely="none"
    )
    gone = desk.jobs.cancel(job.id, by=BEN)
    assert (gone.state, gone.because, gone.over) == ("given up", "taken back by Ben", True)
    assert (desk.jobs.get(job.id), inbox(desk)) == (gone, [])
    with pytest.raises(ConfigError, match="is given up"):
        desk.jobs.cancel(job.id, by=BEN)
    assert Worker(desk).once() is None
    with pytest.raises(ConfigError, match="the id of a job"):
        desk.jobs.get("job-0")


def test_a_worker_that_is_stopped_in_the_middle_puts_its_job_back(desk: Desk) -> None:
    lines = [told("ferry", one) for one in OUTLETS[:4]]
    job = desk.jobs.add(files=[upload("a.jsonl", *lines)], by=ANA, closely="none")
    asked_times = iter([True, True, True] + [False] * 9)
    work(desk, going=lambda: next(asked_times), wait=lambda _: None)
    left = desk.jobs.get(job.id)
    assert (left.state, left.tries) == ("waiting", 0)
    assert [run.state for run in desk.runs()] == ["stopped"]
    going = iter([True, *[True] * 5, False])
    work(desk, going=lambda: next(going), wait=lambda _: None)
    ended = desk.jobs.get(job.id)
    assert (ended.state, len(desk.stories())) == ("done", 1)


def test_progress_counts_and_stops(desk: Desk) -> None:
    progress = Progress(lambda: True)
    assert [*progress.pages("ab")] == ["a", "b"]
    assert progress.step == Step("2 pages read", 2)
    assert [*progress.watch(iter("abc"), "read closely")] == ["a", "b", "c"]
    assert progress.step == Step("2 of 3 read closely", 2, 3)
    with pytest.raises(Stopped):
        next(Progress(lambda: False).pages("a"))


# ---- leases ------------------------------------------------------------------------------------


class Line:
    """The row of jobs, asked at times that we say."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.at = datetime(2031, 5, 8, 10, tzinfo=UTC)

    def take(self, worker: str) -> Job | None:
        lease = Lease(worker, as_text(self.at + timedelta(minutes=1)))
        with self.desk.store.aside() as aside:
            return kept.take(aside.connection, lease, as_text(self.at))

    def tell(self, job: Job, worker: str) -> bool:
        lease = Lease(worker, as_text(self.at + timedelta(minutes=1)))
        with self.desk.store.aside() as aside:
            return kept.tell(aside.connection, job.id, lease, Step("half", 1, 2))

    def end(self, job: Job, worker: str) -> bool:
        with self.desk.store.aside() as aside:
            return kept.end(aside.connection, job.id, worker, End("done", as_text(self.at)))


@pytest.fixture
def line(desk: Desk) -> Line:
    desk.jobs.put(Regroup(), by=ANA)
    desk.jobs.put(Compare(story="story-1"), by=ANA)
    return Line(desk)


def test_a_job_belongs_to_its_worker_until_that_says_nothing_more(line: Line) -> None:
    first = line.take("one")
    assert first is not None
    assert first.kind == "group"
    assert line.take("two") is None
    line.at += timedelta(seconds=50)
    assert line.tell(first, "one")
    line.at += timedelta(seconds=50)
    assert line.take("two") is None
    line.at += timedelta(seconds=11)
    again = line.take("two")
    assert again is not None
    assert (again.id, again.tries) == (first.id, 2)
    assert not line.tell(first, "one")
    assert not line.end(first, "one")
    assert line.end(first, "two")
    following = line.take("one")
    assert following is not None
    assert following.kind == "compare"


def test_a_lease_of_a_clock_that_was_a_year_ahead_holds_nobody(line: Line) -> None:
    right = line.at
    line.at = right + timedelta(days=365)
    first = line.take("one")
    line.at = right
    again = line.take("two")
    assert first is not None
    assert again is not None
    assert (again.id, again.tries) == (first.id, 2)


def test_a_job_whose_server_went_away_is_taken_up_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = desk.jobs.put(Regroup(), by=ANA)

    def gone(*_: object) -> None:
        raise StoreError("the server was restarted", kind="unreachable")

    with monkeypatch.context() as patched:
        patched.setattr(doing, "do", gone)
        with pytest.raises(StoreError, match="restarted"):
            Worker(desk, lease=timedelta()).once()
    assert desk.jobs.get(asked.id).state == "running"
    ended = Worker(desk).once()
    assert ended is not None
    assert (ended.id, ended.state, ended.tries) == (asked.id, "done", 2)


def test_a_job_at_which_workers_die_is_given_up(line: Line) -> None:
    begun = []
    for _ in range(kept.MOST_TRIES):
        found = line.take("dead")
        assert found is not None
        begun.append(found.id)
        line.at += timedelta(minutes=2)
    following = line.take("alive")
    assert following is not None
    assert following.kind == "compare"
    (id_,) = {*begun}
    gone = line.desk.jobs.get(id_)
    assert (gone.state, gone.tries) == ("given up", kept.MOST_TRIES)
    assert "its worker died each time" in gone.because


# ---- shapes and names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one",
    [
        Add(names=("https://a.example/",)), JudgeArticles(a="a", b="b", decision="same"),
        JudgeNames(a="a", b="b", decision="different", because="x"), Withdraw(judgement="j"),
        JudgePassages(story="s", decision="partly",
                      a=Place(article="a", outlet="o", text="t", start=0, end=1),
                      b=Place(article="b", outlet="p", text="u", start=2, end=3)),
        Compare(story="s"), Regroup(),
    ],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_what_is_asked_is_read_back_as_it_was(one: Wanted) -> None:
    assert wanted(one.kind, json.loads(json.dumps(asked(one)))) == one


@given(st.text(max_size=300), st.integers(min_value=0, max_value=9))
def test_a_name_is_made_safe_whatever_it_is(name_: str, number: int) -> None:
    safe = safe_name(name_, number)
    assert safe
    assert not set(safe) & set('/\\\x00:*?"<>|')
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 120
    assert safe_name(safe, number) == safe


def test_an_ending_is_kept() -> None:
    assert safe_name("x" * 500 + ".html.gz", 0).endswith(".gz")
    assert safe_name("C:\\pages\\Front page.HTML", 0) == "Front page.HTML"
    assert safe_name("/", 4) == "page-5"


def test_what_no_job_needs_is_let_go_of(desk: Desk) -> None:
    job = desk.jobs.add(files=[upload("a.jsonl", told("ferry", OUTLETS[0]))], by=ANA)
    (file,) = inbox(desk)
    left = file.parent.with_name("job-" + "0" * 20)
    left.mkdir()
    (left / "part").write_bytes(b"x")
    other = file.parent.with_name("not ours")
    other.mkdir()
    later = datetime.now(UTC).timestamp() + 7200
    desk.jobs.inbox.sweep([job.id])
    assert left.exists()
    desk.jobs.inbox.sweep([job.id], now=later)
    assert [file.exists(), left.exists(), other.exists()] == [True, False, True]


def test_of_jobs_that_are_over_the_newest_are_remembered(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT", 4)
    first = line.take("one")
    assert first is not None
    assert line.end(first, "one")
    for number in range(2, 7):
        line.desk.jobs.put(Compare(story=f"story-{number}"), by=ANA)
    # The first is over and too old; the second is as old and waits.
    stories = [job.what.get("story") for job in line.desk.jobs.listed()]
    assert stories == [f"story-{number}" for number in range(6, 0, -1)]
