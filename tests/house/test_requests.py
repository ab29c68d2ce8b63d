"""What somebody overruled is recorded where their window takes effect, so that is one place."""

from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"


def test_a_window_takes_effect_in_one_place() -> None:
    noting = {path.name for path in BOT.rglob("*.py") if "requests.note(" in path.read_text("utf-8")}
    assert noting == {"casefiles.py"}
