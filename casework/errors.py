"""Refusals: the docstring of each is the sentence that the officer sees, with what to do instead."""


class Refusal(Exception):
    """That cannot be done. Nothing was changed."""

    def __init__(self, **details: str) -> None:
        """Keep what the sentence names; each detail fills the placeholder of its name."""
        super().__init__(self.sentence(details))

    @classmethod
    def sentence(cls, details: dict[str, str]) -> str:
        """Return the docstring on one line, with its placeholders filled."""
        return " ".join((cls.__doc__ or "").split()).format(**details)


class NotOnTheRoster(Refusal):
    """You are not on the Caseclock roster, so nothing was shown or changed.

    Ask a workspace administrator to add you with `/caseclock setup`.
    """


class NoOutsiders(Refusal):
    """Caseclock answers only full members of this workspace, not guests, partner organisations or bots.

    Ask your own supervisor to log this for you.
    """


class NotYourTeam(Refusal):
    """{reference} belongs to another team. Ask a supervisor of {team} if you need to see it."""


class NotYours(Refusal):
    """{move} on {reference} is for {by}. Ask one of them, or ask your supervisor to allocate the case to you."""


class NoRehearsal(Refusal):
    """A rehearsal shows the cases of a team to its supervisors and inspectors. Ask one of them."""


class NoSuchCase(Refusal):
    """There is no case {reference}. A reference looks like CC-26-00042; `/queue` lists yours."""


class NotAReference(Refusal):
    """That is no reference of a case. One looks like CC-26-00042; `/queue` lists yours."""


class MoveNotAllowed(Refusal):
    """{reference} is {status}, so it cannot be done: {move}. {instead}"""


class OnlyUpwards(Refusal):
    """Lowering {reference} from {present} to {wanted} needs a supervisor of {team} and a reason.

    The clock of {present} keeps running.
    """


class NotAReason(Refusal):
    """“{words}” is not a reason. {because}"""


class NotAnOwner(Refusal):
    """{name} cannot own this case.

    An owner is an officer or supervisor of {team} who is on the roster: choose somebody of that team.
    """


class ChangedMeanwhile(Refusal):
    """{reference} has changed since you opened this window.

    Nothing of yours was saved yet: what you typed is still here. Look at it once more and press the button again.
    """


class NotSaved(Refusal):
    """Caseclock could not save just now, so nothing was changed.

    What you typed is still here: wait a moment and press the button again.
    """


class AlreadyAnswered(Refusal):
    """{name} already has this. Nothing more is needed from you; the case shows who is dealing with it."""


class NotForYou(Refusal):
    """This message asks for an answer from {name}, so only {name} can give it.

    `/case {reference}` shows what you can do.
    """


class NoTeam(Refusal):
    """You are not in a team yet, so there is nowhere to log it.

    Ask a workspace administrator to put you in one with `/caseclock setup`.
    """


class OnlyAdministrators(Refusal):
    """Only a workspace administrator can change the roster. Ask one to run `/caseclock setup`."""


class GradedByWhom(Refusal):
    """Whoever graded must be on the Caseclock roster.

    Choose somebody who is, or ask an administrator to add them with `/caseclock setup`.
    """


class TakenMeanwhile(Refusal):
    """{owner} owns {reference}. A supervisor can allocate it to you."""


class NotYetDone(Refusal):
    """{reference} cannot be closed as “{outcome}”: there is no {missing} on record.

    Record it first, or choose the outcome that fits.
    """


class NoSuchMessage(Refusal):
    """This message is no longer one that can be answered. `/queue` shows what is open."""


class NoSuchQueue(Refusal):
    """There is no queue of that name. Write `/queue` followed by one of: {allowed}."""


class StillNeeded(Refusal):
    """{name} still owns {number} open cases ({references}). Have a supervisor allocate them to somebody else first."""


class CannotCheck(Refusal):
    """Caseclock could not ask Slack who you are, so nothing was shown or changed.

    What you typed is still here: wait a moment and press the button again.
    """


class TooLate(Refusal):
    """Slack stopped waiting before the window could open. Nothing was created or changed: please do it once more."""


class Unexpected(Refusal):
    """Something went wrong inside Caseclock, and nothing was changed.

    Try once more; if it happens again, tell your administrator “{incident}”.
    """


class Unknown(Refusal):
    """Caseclock does not know “{what}”. `/caseclock help` lists everything that it does."""


class RosterFromFile(Refusal):
    """The roster of this installation comes from a file (CASECLOCK_ROSTER).

    Change it there and start Caseclock again.
    """


class NoSuchItem(Refusal):
    """{reference} has no entry number {number}. `/case {reference}` shows what there is."""


class EndedMeanwhile(Refusal):
    """“{label}” of {reference} has ended already: {result}.

    Nothing of yours was saved; the case shows how it stands.
    """


class TooLateToExtend(Refusal):
    """“{label}” of {reference} ended {due}, so “{result}” is no longer possible.

    Record what really became of it; if it was done in time, record it with the time at which it was done.
    """


class NotYourself(Refusal):
    """{name} graded {reference}, so somebody else has to agree. Ask a second qualified person."""


class NotQualified(Refusal):
    """Agreeing to a grade needs the skill “{skill}”, valid today.

    Your record does not show it: ask somebody who has it, or an administrator if your record is out of date.
    """


class NothingProposed(Refusal):
    """No grade of {reference} waits for a second person. The case shows how it was graded."""


class ChildAtTheAddress(Refusal):
    """{why}, so “{result}” on {reference} needs a supervisor of {team}.

    Only a supervisor may save it, with why and what protects the child. Nothing was saved yet.
    """


class HeldOpen(Refusal):
    """{reference} cannot be closed while this is open: {labels}. Record what became of it first."""


class WithoutTheSkill(Refusal):
    """The owner of {reference} needs the skill “{skill}”, valid today, and the record of {name} does not show it.

    A supervisor of {team} may allocate it all the same; an administrator mends a record that is out of date.
    """


class NotOffered(Refusal):
    """“{result}” on {reference} is for {name} alone. The owner or a supervisor of {team} may withdraw it instead."""


class OfferedAlready(Refusal):
    """{reference} has been offered to {name}, who has not answered yet.

    Withdraw that first: `/case {reference}`, “To do”, “Record…”.
    """


class NeedsCover(Refusal):
    """{name} has open cases or entries: {references}. Choose who covers, or hand them over first."""


class NobodyToBeAway(Refusal):
    """Absences are kept for officers, supervisors and inspectors of a team.

    Ask a workspace administrator to put you in one with `/caseclock setup`.
    """


class NotYoursToEnter(Refusal):
    """The absence of {name} is entered by {name}, or by a supervisor of {team}."""


class NoSuchAbsence(Refusal):
    """This absence has ended already. `/duty` shows who is away now and who will be."""


class ClosedByAnother(Refusal):
    """A case graded {grade} is closed by a supervisor who does not own it. Ask another supervisor of {team}."""
