import asyncio
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from casework.errors import NoSuchCase, NotSaved
from storage import cases, journal, requests
from storage.database import Transaction, reading
from storage.opening import Opened, open_store
from storage.writer import Store
from tests.storage.build import NOW, a_case, refer


@pytest.fixture
def store(opened: Opened) -> Iterator[Store]:
    """Give a running store."""
    running = Store(opened.engine, opened.keyring)
    yield running
    running.close()


def count(inner: Transaction) -> int:
    return int(inner.execute(text("SELECT count(*) FROM cases")).scalar_one())


async def test_what_was_written_is_there_with_its_journal(store: Store) -> None:
    reference = await store.write(refer)
    assert reference == "CC-26-00001"
    assert (await store.read(lambda inner: cases.get(inner, reference))).team == "North"
    assert len(await store.read(lambda inner: journal.of(inner, reference))) == 1
    assert await store.read(journal.verify) is None


async def test_fifty_referrals_at_once_get_fifty_references_and_one_journal(store: Store) -> None:
    given = await asyncio.gather(*(store.write(refer) for _ in range(50)))
    assert sorted(given) == [f"CC-26-{number:05d}" for number in range(1, 51)]
    assert await store.read(count) == 50
    assert await store.read(journal.verify) is None


async def test_what_fails_takes_nothing_with_it(store: Store) -> None:
    def fail(inner: Transaction) -> None:
        refer(inner)
        raise NoSuchCase(reference="CC-26-99999")

    def fail_in_the_database(inner: Transaction) -> None:
        cases.add(inner, a_case("CC-26-00001"), {})

    answers = await asyncio.gather(
        *(store.write(work) for work in (refer, fail, refer, fail_in_the_database, refer)), return_exceptions=True
    )
    assert answers[::2] == ["CC-26-00001", "CC-26-00002", "CC-26-00003"]
    assert isinstance(answers[1], NoSuchCase)
    assert isinstance(answers[3], IntegrityError)
    assert await store.read(count) == 3
    assert await store.read(journal.verify) is None


async def test_an_entry_that_cannot_be_written_fails_alone(store: Store) -> None:
    def fail(inner: Transaction) -> None:
        journal.record(inner, journal.Entry(NOW, "U1", "graded", None, {"at": NOW}))  # type: ignore[dict-item]  # a slip

    answers = await asyncio.gather(*(store.write(work) for work in (refer, fail, refer)), return_exceptions=True)
    assert answers[::2] == ["CC-26-00001", "CC-26-00002"]
    assert isinstance(answers[1], TypeError)


async def test_even_the_end_of_the_world_is_only_one_answer(store: Store) -> None:
    def leave(_: Transaction) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        await store.write(leave)
    assert await store.write(refer) == "CC-26-00001"


async def test_reading_goes_on_beside_a_long_write(store: Store) -> None:
    started, may_end = threading.Event(), threading.Event()

    def write_at_length(inner: Transaction) -> str:
        reference = refer(inner)
        started.set()
        may_end.wait()
        return reference

    writing = asyncio.ensure_future(store.write(write_at_length))
    await asyncio.to_thread(started.wait)
    assert await store.read(count) == 0
    may_end.set()
    await writing
    assert await store.read(count) == 1


async def test_a_reading_sees_one_moment(store: Store) -> None:
    loop = asyncio.get_running_loop()

    def count_twice(inner: Transaction) -> tuple[int, int]:
        before = count(inner)
        asyncio.run_coroutine_threadsafe(store.write(refer), loop).result()
        return before, count(inner)

    assert await store.read(count_twice) == (0, 0)


async def test_a_reading_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await store.read(refer)
    assert await store.write(refer) == "CC-26-00001"


async def test_a_caller_that_goes_away_takes_nothing_back(store: Store) -> None:
    started, may_end = threading.Event(), threading.Event()

    def write(inner: Transaction) -> str:
        started.set()
        may_end.wait()
        return refer(inner)

    caller = asyncio.ensure_future(store.write(write))
    await asyncio.to_thread(started.wait)
    caller.cancel()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert await store.write(count) == 1


async def test_whoever_waits_for_commits_hears_of_them(store: Store) -> None:
    heard: list[str] = []
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def hear() -> None:
        heard.append(threading.current_thread().name)
        loop.call_soon_threadsafe(told.set)

    store.after_commit = hear
    await store.write(refer)
    await told.wait()
    assert heard == ["writer"]


async def test_a_listener_that_fails_does_not_stop_the_writer(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)

    def fail() -> None:
        raise LookupError

    store.after_commit = fail
    assert await store.write(refer) == "CC-26-00001"
    assert await store.write(refer) == "CC-26-00002"
    assert "after_commit failed" in caplog.text


async def test_closing_finishes_what_was_asked_for(opened: Opened) -> None:
    store = Store(opened.engine, opened.keyring)
    asked = [asyncio.ensure_future(store.write(refer)) for _ in range(200)]
    await asyncio.to_thread(lambda: None)  # each has been put to the writer by now
    await asyncio.to_thread(store.close)
    assert len(set(await asyncio.gather(*asked))) == 200
    with reading(opened.engine, opened.keyring) as inner:
        assert count(inner) == 200


@pytest.mark.parametrize("ask", [lambda store: store.write(refer), lambda store: store.read(count)])
async def test_a_closed_store_refuses(opened: Opened, ask: Callable[[Store], object]) -> None:
    store = Store(opened.engine, opened.keyring)
    store.close()
    with pytest.raises(NotSaved):
        await ask(store)  # type: ignore[misc]  # a coroutine of either kind


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_the_same_window_submitted_to_two_replicas_has_one_effect(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    replica = Store(*open_store(database_url, tmp_path / "caseclock.keys")[:2])

    def submit(inner: Transaction) -> str:
        repeat, reference = requests.seen(inner, "V1")
        if repeat:
            return str(reference)
        reference = refer(inner)
        requests.note(inner, "V1", NOW, reference)
        return reference

    given = await asyncio.gather(*(each.write(submit) for _ in range(20) for each in (store, replica)))
    replica.close()
    assert set(given) == {"CC-26-00001"}
    assert await store.read(count) == 1


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_replicas_that_share_nothing_else_write_one_journal(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    replica = Store(*open_store(database_url, tmp_path / "caseclock.keys")[:2])

    def consult(inner: Transaction) -> None:
        journal.record(inner, journal.Entry(NOW, "U0OFFICER1", "consulted", "CC-26-00001"))

    for _ in range(20):
        await asyncio.gather(*(each.write(consult) for _ in range(5) for each in (store, replica)))
    replica.close()
    assert len(await store.read(lambda inner: journal.of(inner, "CC-26-00001"))) == 200
    assert await store.read(journal.verify) is None


WRITE_AND_SAY = """
import asyncio, sys
from pathlib import Path
from storage.opening import open_store
from storage.writer import Store
from tests.storage.build import refer

async def write(store):
    while True:
        print(await store.write(refer), flush=True)

async def main():
    store = Store(*open_store(sys.argv[1], Path(sys.argv[2]))[:2])
    await asyncio.gather(*(write(store) for _ in range(20)))

asyncio.run(main())
"""


@pytest.mark.kill
@pytest.mark.parametrize("answers", [1, 30, 200])
def test_everything_that_was_answered_is_there_after_a_kill(database_url: str, tmp_path: Path, answers: int) -> None:
    command = [sys.executable, "-c", WRITE_AND_SAY, database_url, str(tmp_path / "keys")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = [writer.stdout.readline() for _ in range(answers)]
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    opened = open_store(database_url, tmp_path / "keys")
    with reading(opened.engine, opened.keyring) as inner:
        answered = {line.strip() for line in said if line.endswith("\n")}
        assert set(cases.load(inner, answered)) == answered
        assert journal.verify(inner) is None
    opened.engine.dispose()
