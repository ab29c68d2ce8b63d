"""Whatever was found or sent, Slack takes what is said of it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.views import close, enforce, files, grade, identifying, refer
from bot.views.sheet import Sheet
from casework.identifying import Finding
from practice.blocks import check_message, check_view
from tests.views.builders import LONDON, NOW, RULES, words
from tests.views.test_limits import FILLERS, few, sheets


@few
@given(sheets(), FILLERS, st.sampled_from([1, 10, 200]))
def test_slack_takes_every_form_with_what_was_pointed_out(sheet: Sheet, filler: str, number: int) -> None:
    rule = Finding(words(filler, 75), words(filler, 280), words(filler, 1000))
    found = [identifying.Found("note", words(filler, 2000), rule)] * number
    for form in (grade.form(sheet), enforce.form(sheet), close.form(sheet), refer.form(sheet.policy, NOW, LONDON)):
        again = identifying.pointed_out(form, found, ["01234567"] * number)
        assert check_view(again) == []
        assert check_view(identifying.pointed_out(again, found, ["01234567"] * number)) == []


@few
@given(FILLERS, st.sampled_from([1, 10]))
def test_slack_takes_the_refusal_of_a_file(filler: str, number: int) -> None:
    rule = RULES.sent_files.model_copy(update={"heading": words(filler, 75), "say": (words(filler, 280),) * number})
    payload = files.refused(rule)
    assert check_message(payload) == []
    assert len(payload["text"]) <= 1000
