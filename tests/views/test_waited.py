import pytest

from bot.views.waited import waited
from casework import policy

RULES = policy.load()
MORNING = "Kept for the morning: between 22:00 and 07:00 only what is very high or ungraded is told."


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ([], ""),
        (["night"], MORNING),
        (["due"], "Kept between 22:00 and 07:00 until it was due, and no longer."),
        (["again"], "What is said again comes together, at fixed hours."),
        (["again", "night"], f"{MORNING} What is said again comes together, at fixed hours."),
    ],
)
def test_a_message_says_why_it_comes_only_now(why: list[str], says: str) -> None:
    assert waited(why, RULES) == says
