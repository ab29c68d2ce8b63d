from dataclasses import replace

from storage import unreached
from storage.database import Transaction
from storage.unreached import SLACK, Unreached
from tests.storage.build import HOUR, NOW

CHANNEL = Unreached("C0NORTH", "North", "is_archived", NOW, 1)


def test_the_first_message_that_does_not_arrive_is_news_and_the_others_are_counted(writing: Transaction) -> None:
    assert unreached.note(writing, CHANNEL)
    assert not unreached.note(writing, replace(CHANNEL, problem="not_in_channel", since=NOW + HOUR))
    assert unreached.every(writing) == [replace(CHANNEL, problem="not_in_channel", messages=2)]
    assert unreached.find(writing, "C0NORTH") == replace(CHANNEL, problem="not_in_channel", messages=2)
    assert unreached.find(writing, "C0SOUTH") is None


def test_a_message_that_arrives_ends_it_for_its_recipient_and_for_slack_itself(writing: Transaction) -> None:
    for recipient in ("C0NORTH", "C0SOUTH", SLACK):
        unreached.note(writing, replace(CHANNEL, recipient=recipient))
    assert unreached.reached(writing, "C0NORTH", SLACK)
    assert [each.recipient for each in unreached.every(writing)] == ["C0SOUTH"]
    assert not unreached.reached(writing, "C0NORTH")
