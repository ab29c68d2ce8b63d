from datetime import timedelta

from bot.views import case
from tests.views.builders import NOW, a_sheet, buttons, owned, said, with_evidence


def test_a_case_in_full_shows_facts_words_and_history_with_the_latest_first() -> None:
    history = [
        case.Line(NOW, "Officer 1, North", "logged the referral"),
        case.Line(NOW + timedelta(minutes=5), "Officer 1, North", "graded it high"),
    ]
    view = case.case(a_sheet(with_evidence(owned())), case.Details("NCA-1", "Two <videos> were reported."), history)
    shown = said(view)
    assert "Two <videos> were reported.\nTheir reference: NCA-1" in shown
    assert "*Who told us*\nCEOP" in shown
    assert "*Graded by*\nOfficer 1, North, KIRAT, training valid, Tue 3 Nov 09:12" in shown
    assert shown.endswith(
        "Tue 3 Nov 09:17 · Officer 1, North · graded it high\nTue 3 Nov 09:12 · Officer 1, North · logged the referral"
    )
    assert buttons(view) == [
        "evidence",
        "enforce",
        "todo",
        "more",
        "why",
        "preserve",
        "receipts",
    ]


def test_the_advice_can_be_read_from_it_where_the_case_does_not_show_it() -> None:
    drawn = case.case(a_sheet(owned()), case.Details("", ""), [])
    assert buttons(drawn)[-2:] == ["receipts", "preserve"]


def test_what_was_typed_is_shown_as_plain_text() -> None:
    view = case.case(a_sheet(), case.Details("<!channel>", "<!here> *bold*"), [])
    types = {block["text"]["type"] for block in view["blocks"] if "<!" in str(block)}
    assert types == {"plain_text"}


def test_what_was_typed_stands_below_what_happened_the_latest_first_while_there_is_room() -> None:
    history = [
        case.Line(NOW + timedelta(minutes=minute), "Officer 1, North", "recorded progress", f"{minute} " * 500)
        for minute in range(20)
    ]
    shown = said(case.case(a_sheet(owned()), case.Details("", ""), history))
    assert "recorded progress\n19 19 19" in shown
    assert "recorded progress\n(What was written then is not shown: this window has no room for more.)" in shown
    assert "\n2 2 2" not in shown


def test_a_long_history_counts_what_is_earlier() -> None:
    history = [case.Line(NOW, f"Officer {number % 2}, North", "looked at it") for number in range(75)]
    assert said(case.case(a_sheet(), case.Details("", ""), history)).endswith("… and 15 earlier")


def test_what_somebody_did_again_and_again_without_a_word_is_one_line_in_the_history() -> None:
    looked = [case.Line(NOW + timedelta(minutes=minute), "Officer 1, North", "read it") for minute in range(3)]
    noted = [case.Line(NOW + timedelta(hours=1), "Officer 1, North", "recorded progress", "Spoke to them.")] * 2
    shown = said(case.case(a_sheet(), case.Details("", ""), [*looked, *noted]))
    assert shown.endswith("Tue 3 Nov 09:12 · Officer 1, North · read it (3 times since then)")
    assert shown.count("Spoke to them.") == 2
