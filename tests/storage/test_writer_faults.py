"""What the writer says when the database will not take it, and that it goes on afterwards."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Connection, Engine, event, text

from casework.errors import NotSaved
from storage import encrypted
from storage.database import Transaction, connect
from storage.opening import Opened
from storage.writer import Store
from tests.storage.build import refer

BUSY_MS = 100


@pytest.fixture
def engine(opened: Opened, database_url: str) -> Engine:
    """Give an engine that soon loses patience."""
    hasty = connect(database_url, BUSY_MS)
    encrypted.use(hasty, opened.keyring)
    return hasty


@pytest.fixture
def store(opened: Opened, engine: Engine) -> Iterator[Store]:
    """Give a running store that soon loses patience."""
    with closing(Store(engine, opened.keyring)) as running:
        yield running


@contextmanager
def held(engine: Engine) -> Iterator[Connection]:
    """Hold the database as another program might."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("LOCK journal_head"))
        else:
            connection.execute(text("SELECT 1"))
        yield connection
        connection.rollback()


async def count(store: Store) -> int:
    return await store.read(lambda inner: int(inner.execute(text("SELECT count(*) FROM cases")).scalar_one()))


async def test_nobody_is_told_that_it_was_saved_while_another_holds_the_database(store: Store, opened: Opened) -> None:
    with held(opened.engine):
        answers = await asyncio.gather(*(store.write(refer) for _ in range(3)), return_exceptions=True)
        assert [type(answer) for answer in answers] == [NotSaved] * 3
        assert await count(store) == 0
    assert await store.write(refer) == "CC-26-00001"


def break_down(connection: Connection) -> None:
    """Fail as a database does that goes away."""
    statement = "SELECT * FROM nowhere"
    if connection.dialect.name == "postgresql":
        statement = "SELECT pg_terminate_backend(pg_backend_pid())"
    connection.exec_driver_sql(statement)


async def test_who_waited_behind_a_failure_is_told_with_it(store: Store, engine: Engine) -> None:
    """Slack waits three seconds: 500 who come while the database fails are not tried one group after the other."""
    started, may_go = threading.Event(), threading.Event()
    tries: list[object] = []

    def dawdle(_: Transaction) -> None:
        started.set()
        may_go.wait()

    event.listen(engine, "begin", tries.append)
    event.listen(engine, "commit", break_down)
    asked: list[asyncio.Future[object]] = [asyncio.ensure_future(store.write(dawdle))]
    await asyncio.to_thread(started.wait)
    asked += [asyncio.ensure_future(store.write(refer)) for _ in range(500)]
    asyncio.get_running_loop().call_soon(may_go.set)  # when each has been put to the writer
    answers = await asyncio.gather(*asked, return_exceptions=True)
    event.remove(engine, "commit", break_down)
    assert {type(answer) for answer in answers} == {NotSaved}
    assert len(tries) == 1
    assert await store.write(refer) == "CC-26-00001"


def is_full(connection: Connection) -> None:
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def has_room(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count=1000000")


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_full_disk_refuses_and_recovers(store: Store, engine: Engine) -> None:
    def write_much(inner: Transaction) -> None:
        for _ in range(100):
            refer(inner)

    event.listen(engine, "begin", is_full)
    with pytest.raises(NotSaved):
        await store.write(write_much)
    event.remove(engine, "begin", is_full)
    event.listen(engine, "begin", has_room)
    assert await count(store) == 0
    assert await store.write(refer) == "CC-26-00001"


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_database_that_turned_read_only_refuses_and_recovers(store: Store, opened: Opened) -> None:
    async def turn(setting: str) -> None:
        with opened.engine.begin() as connection:
            connection.execute(text("SET transaction_read_only = off"))
            name = connection.execute(text("SELECT current_database()")).scalar_one()
            connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {setting}'))
        opened.engine.dispose()
        store._engine.dispose()  # noqa: SLF001 - a setting that holds for new connections

    await turn("on")
    with pytest.raises(NotSaved):
        await store.write(refer)
    await turn("off")
    assert await store.write(refer) == "CC-26-00001"


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_connection_that_is_cut_refuses_and_recovers(store: Store) -> None:
    def cut(inner: Transaction) -> None:
        refer(inner)
        inner.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(NotSaved):
        await store.write(cut)
    assert await count(store) == 0
    assert await store.write(refer) == "CC-26-00001"


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_connection_that_was_cut_meanwhile_is_made_anew(store: Store, opened: Opened) -> None:
    await store.write(refer)
    with opened.engine.begin() as connection:
        others = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute(others)
    assert await store.write(refer) == "CC-26-00002"


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_two_who_wait_for_each_other_both_get_through(store: Store, opened: Opened) -> None:
    """One holds the first case and wants the second, the other the reverse: PostgreSQL ends one, which tries again."""
    first, second = [await store.write(refer) for _ in range(2)]
    met = threading.Barrier(2)
    tries: list[str] = []
    other = Store(opened.engine, opened.keyring)

    def lock(inner: Transaction, reference: str) -> None:
        inner.execute(text("SET LOCAL lock_timeout = 0"))
        inner.execute(text("SELECT FROM cases WHERE reference = :reference FOR UPDATE"), {"reference": reference})

    def cross(inner: Transaction, mine: str, theirs: str) -> None:
        again = mine in tries
        tries.append(mine)
        if again:  # first what the other waits for: the two do not meet a second time
            mine, theirs = theirs, mine
        lock(inner, mine)
        if not again:
            met.wait()
        lock(inner, theirs)

    await asyncio.gather(
        store.write(lambda inner: cross(inner, first, second)), other.write(lambda inner: cross(inner, second, first))
    )
    other.close()
    assert len(tries) == 3
