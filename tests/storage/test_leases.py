from datetime import timedelta

from storage import leases, outbox
from storage.database import Transaction
from storage.outbox import Message
from tests.storage.build import NOW

SOON, LATER = NOW + timedelta(seconds=10), NOW + timedelta(seconds=20)


def queue(writing: Transaction, *recipients: str) -> None:
    outbox.queue(writing, [Message("digest", who, "North", 2, NOW, content={"text": ""}) for who in recipients], NOW)


def test_a_lease_that_is_renewed_ends_later(writing: Transaction) -> None:
    queue(writing, "C0NORTH")
    [mine] = outbox.claim(writing, NOW, SOON)
    assert leases.renew(writing, {mine.key: mine.lease}, LATER) == {mine.key}
    assert outbox.claim(writing, SOON, LATER) == []
    assert outbox.next_moments(writing) == {"C0NORTH": LATER}
    assert [claimed.key for claimed in outbox.claim(writing, LATER, LATER)] == [mine.key]


def test_what_another_has_claimed_since_is_not_renewed(writing: Transaction) -> None:
    queue(writing, "C0NORTH")
    [mine] = outbox.claim(writing, NOW, SOON)
    [theirs] = outbox.claim(writing, SOON, LATER)
    assert leases.renew(writing, {mine.key: mine.lease}, LATER + timedelta(hours=1)) == set()
    assert outbox.next_moments(writing) == {"C0NORTH": LATER}
    assert theirs.key == mine.key


def test_what_is_done_with_is_not_leased_again(writing: Transaction) -> None:
    queue(writing, "C0NORTH", "C0SOUTH")
    first, second = outbox.claim(writing, NOW, SOON)
    outbox.mark(writing, first, state="queued", not_before=SOON)
    held = {first.key: first.lease, second.key: second.lease}
    assert leases.renew(writing, held, LATER) == {second.key}
    assert outbox.next_moments(writing) == {first.message.recipient: SOON, second.message.recipient: LATER}
