"""What holds for every moment: elapsed time, working days, rungs and their turns."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.case import Grade
from casework.clocks import clocks
from casework.ladder import again, rungs
from casework.policy import load
from casework.wording import length, moment
from casework.workdays import Period
from tests.casework.build import ENGLAND, LONDON, a_case, utc

POLICY = load()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
# Around both changes of the clocks in 2026.
CHANGES = st.one_of(
    st.datetimes(datetime(2026, 3, 27), datetime(2026, 3, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - as above
    st.datetimes(datetime(2026, 10, 23), datetime(2026, 10, 27), timezones=st.just(UTC)),  # noqa: DTZ001 - as above
)
AGES = st.timedeltas(timedelta(), timedelta(days=700))
GRADES = st.sampled_from(Grade)


@given(start=CHANGES, hours=st.integers(1, 2000))
def test_elapsed_time_is_the_same_whatever_the_clocks_do(start: datetime, hours: int) -> None:
    end = ENGLAND.after(start.astimezone(LONDON), Period.parse(f"{hours} hours"))
    assert end - start == timedelta(hours=hours)


@given(start=st.one_of(MOMENTS, CHANGES), days=st.integers(1, 30))
def test_working_days_end_on_a_working_day_at_the_hour_from_which_they_count(start: datetime, days: int) -> None:
    end = ENGLAND.after(start, Period.parse(f"{days} working days")).astimezone(LONDON)
    began = start.astimezone(LONDON)
    assert ENGLAND.is_working(end.date())
    hour = max(began.time(), ENGLAND.starts) if ENGLAND.is_working(began.date()) else ENGLAND.starts
    assert end.time() == hour.replace(fold=0)
    between = (began.date() + timedelta(days=number) for number in range(1, (end.date() - began.date()).days + 1))
    counted = sum(1 for day in between if ENGLAND.is_working(day))
    assert counted == days + (0 if ENGLAND.is_working(began.date()) else 1)


@given(received=MOMENTS, late=AGES, grade=GRADES)
def test_rungs_climb_in_order_and_never_before_their_clock_is_known(
    received: datetime, late: timedelta, grade: Grade
) -> None:
    case = a_case(received_at=received, logged_at=received + late, grade=grade, evidence_known_at=received)
    for clock in clocks(case, POLICY, ENGLAND):
        moments = [rung.at for rung in rungs(clock, grade, POLICY, ENGLAND)]
        assert moments == sorted(moments)
        assert moments[0] >= clock.known_at >= clock.started_at
        assert moments[3] == max(clock.due_at, clock.known_at)


@given(received=MOMENTS, late=AGES, grade=GRADES, waited=AGES)
def test_the_next_turn_is_the_first_one_after_now_on_the_grid(
    received: datetime, late: timedelta, grade: Grade, waited: timedelta
) -> None:
    case = a_case(received_at=received, logged_at=received + late, grade=grade)
    clock = clocks(case, POLICY, ENGLAND)[0]
    first = rungs(clock, grade, POLICY, ENGLAND)[-1]
    now = clock.known_at + waited
    following = again(first, grade, POLICY, ENGLAND, now)
    assert following.at > now
    repeat = POLICY.grade_rule(grade).repeat
    turn, at, before = first.turn, first.at, None
    while turn < following.turn:
        turn, at, before = turn + 1, ENGLAND.after(at, repeat), at
    assert (turn, at) == (following.turn, following.at)
    assert before is None or before <= now
    assert again(following, grade, POLICY, ENGLAND, now) == following


@given(at=st.one_of(MOMENTS, CHANGES), now=MOMENTS)
def test_a_moment_says_its_local_hour_and_the_zone_only_when_it_comes_twice(at: datetime, now: datetime) -> None:
    local = at.astimezone(LONDON)
    words = moment(at, now, LONDON)
    assert f"{local:%H:%M}" in words
    twice = {(at - timedelta(hours=1)).astimezone(LONDON).time(), (at + timedelta(hours=1)).astimezone(LONDON).time()}
    assert words.endswith(("BST", "GMT")) is (local.time() in {time.replace(fold=local.fold) for time in twice})


@given(time=st.timedeltas(timedelta(), timedelta(days=10_000)))
def test_a_length_is_never_empty_and_never_negative(time: timedelta) -> None:
    words = length(time)
    assert words == length(-time)
    assert words == "less than a minute" or int(words.split()[0]) > 0


def test_the_grid_of_a_case_that_is_ten_years_late_is_counted_not_walked() -> None:
    clock = clocks(a_case(), POLICY, ENGLAND)[0]
    first = rungs(clock, Grade.VERY_HIGH, POLICY, ENGLAND)[-2]
    far = again(first, Grade.VERY_HIGH, POLICY, ENGLAND, utc("9000-01-01 00:00"))
    assert far.at == utc("9000-01-01 01:00")
