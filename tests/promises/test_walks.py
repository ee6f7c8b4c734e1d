"""Random walks: whatever is said and whenever, sessions keep their promises and never come to a dead end."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from skill.coach.acts import Say
from skill.coach.checkpoint import done_today, neutral
from skill.coach.effects import EffectResult
from skill.coach.events import SIDES, Event, Label, Side
from skill.coach.machine import finish, step
from skill.coach.places import CLOCKS, MARKS, Aside
from skill.coach.profile import Profile
from skill.coach.session import CAP, Session
from skill.coach.settings import VERBOSITIES
from skill.coach.timeline import Moment, catch_up
from skill.coach.turn import Turn
from tests.promises.answers import GOODBYE
from tests.promises.test_every_word import check
from tests.support.coached import LISTENING, NOON, SCRIPT, START_LAG, TOOLS

DAY = 24 * 3600

PEOPLE = st.builds(
    Profile,
    sessions=st.integers(0, 9),
    seconds=st.sampled_from([None, 30, 45, 60, 90, 120]),
    first_side=st.sampled_from([None, *SIDES]),
    verbosity=st.sampled_from([None, *VERBOSITIES]),
    going_on=st.sampled_from(["by_itself", "asking"]),
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "side": st.sampled_from(SIDES),
        "side_ref": st.sampled_from(["current", "first", "second", "tighter"]),
        "seconds": st.sampled_from([1, 20, 45, 90, 600]),
        "direction": st.sampled_from(["longer", "shorter"]),
        "sign": st.sampled_from(["pulse", "chest", "swelling", "abdominal", "faint"]),
        "topic": st.sampled_from(
            [
                "gave",
                "question",
                "daily",
                "ball",
                "medical",
                "unclear",
                "stuck",
                "back",
                "what",
                "check",
                "belly",
            ]
        ),
        "part": st.sampled_from(["safety", "setup", "breathing", "side", "hold", "rest", "check"]),
        "how": st.sampled_from(["to", "asking", "by_itself", "off", "cancel"]),
    },
)
CALM = [Label.READY, Label.RESUME, Label.TENDER_SPOT, Label.BOTH_SAME, Label.MORE_TIME, Label.START_OVER,
        Label.NONE_OF_THAT, Label.MISHEARD]  # fmt: skip
WORDS = st.sampled_from(CALM * 4 + [label for label in Label if label not in (Label.LAUNCH, Label.ENDED)])
PARTS = st.sampled_from(["speech", "listening", "reprompt", "listening again"])
ENDS_A_SIDE = (Label.PAIN_SHARP, Label.NUMB_TINGLING)
PAIN = (Label.PAIN_TOO_MUCH, *ENDS_A_SIDE)
ON_THE_ROLLER = {name for name, traits in MARKS.items() if traits.puts_on}
MOVES_SECONDS = (Label.WRONG_SIDE, Label.SWITCH_SIDES, Label.CORRECT, Label.ONE_SIDE_TIGHTER)
"""Labels that may say which leg was long: then the seconds of a side are moved over to the other."""


class Sessions(RuleBasedStateMachine):
    """One person with the coach, over several sessions: words at any moment, drops, ends and launches."""

    def __init__(self) -> None:
        super().__init__()
        self.person, self.now = Profile(), NOON
        self.session: Session | None = None
        self.left_off: Session | None = None
        self.done: tuple[Side, ...] = ()
        self.kept_on = 0
        self.forget()

    def forget(self) -> None:
        """What was noted of one session: its credit, its sides that are over, and what was said."""
        self.credit = dict.fromkeys(SIDES, 0)
        self.stopped: set[str] = set()
        self.hurt = False
        self.said: dict[str, list[int]] = {}

    @initialize(person=PEOPLE)
    def meet(self, person: Profile) -> None:
        """Somebody says "open psoas rolling"."""
        self.person = person
        self.launch(0)

    @rule(label=WORDS, facts=FACTS, part=PARTS, share=st.floats(0, 1))
    def say(self, label: Label, facts: dict[str, Any], part: str, share: float) -> None:
        """A word, somewhere in the speech, a microphone or the reprompt; after the end it opens a session."""
        self.pass_on(part, share)
        self.step(label, **facts)

    @rule(part=PARTS, share=st.floats(0, 1))
    def end(self, part: str, share: float) -> None:
        """The speaker ends the session and says so."""
        if self.session is not None:
            self.pass_on(part, share)
            self.step(Label.ENDED)

    @rule(part=PARTS, share=st.floats(0, 1), later=st.sampled_from([1, 60, 1100, 3000, 90_000]))
    def drop(self, part: str, share: float, later: int) -> None:
        """The session is lost without a word; the next one begins when they come back."""
        self.pass_on(part, share)
        self.session = None
        self.launch(later)

    @rule(later=st.sampled_from([1, 60, 1100, 3000, 90_000]))
    def launch(self, later: int) -> None:
        """Somebody opens the skill, in an open session too."""
        self.now += later
        self.session = None
        self.step(Label.LAUNCH)

    def pass_on(self, part: str, share: float) -> None:
        """Let time pass, to somewhere in a part of the answer."""
        if self.session is None:
            return
        speech, reprompt = self.session.speech.seconds, self.session.reprompt.seconds
        lengths = {
            "speech": speech,
            "listening": LISTENING,
            "reprompt": reprompt,
            "listening again": LISTENING,
        }
        before = sum(
            length for name, length in lengths.items() if PARTS_IN_ORDER[name] < PARTS_IN_ORDER[part]
        )
        self.now += round(START_LAG + before + share * lengths[part])

    def step(self, label: Label, **facts: Any) -> None:
        """One turn, and all that must hold of it."""
        opens = self.session is None
        moment = Moment(Session()) if opens else catch_up(self.session, self.now)
        if opens:
            self.said = {}  # what was said on the speaker's session before is kept by nobody
        today = self.now // DAY == self.kept_on
        person = replace(self.person, left_off=self.left_off, done=self.done if opens and today else ())
        person = person if today else replace(person, stopped=(), locked=False)
        before = moment.heard(label).session
        event = Event(label=label, at=self.now, opens=opens, **facts)
        turn = step(moment, event, person, TOOLS)
        if turn.effect is not None:
            how = "done" if turn.effect.what == "forget" else "away"
            turn = finish(turn, event, EffectResult(how=how), TOOLS)
        if opens or turn.session.opened_at != (self.left_off or turn.session).opened_at:
            resumed = self.left_off is not None and turn.session.opened_at == self.left_off.opened_at
            if not resumed:
                self.forget()
                assert len(set(turn.session.todo.values())) == 1 or len(turn.session.sides) == 1 or facts
        self.note(before, event, turn)
        self.gate(turn)
        self.hold(turn, label)
        self.keep(turn)

    def note(self, before: Session, event: Event, turn: Turn) -> None:
        """Note what was reported of pain, by the words alone."""
        if event.opens or before.place.upright or before.place.over or turn.reply.closes:
            return
        self.hurt |= event.label in PAIN
        unclear = event.label == Label.NUMB_TINGLING and turn.session.aside == Aside.CONFIRM
        if event.label in ENDS_A_SIDE or (event.label, event.sign) == (Label.RED_FLAG, "pulse"):
            self.stopped |= set() if unclear else {before.side}

    def gate(self, turn: Turn) -> None:
        """Nobody is brought onto the roller whose safety question is open, or over whom an alarm hangs."""
        session, marks = turn.session, {mark.name for mark in turn.session.speech.marks}
        if not session.cleared or session.aside == Aside.ALARM:
            assert not marks & ON_THE_ROLLER

    def hold(self, turn: Turn, label: Label) -> None:
        """The promises."""
        session, reply = turn.session, turn.reply
        assert reply.speech or label == Label.ENDED, "there is an answer"
        check(turn)
        for items in () if reply.closes else (reply.speech, reply.reprompt):
            told = [item.phrase for item in items if isinstance(item, Say)]
            told = told[:-3] if tuple(told[-3:]) == GOODBYE and items is reply.reprompt else told
            asked = [phrase.startswith(("ask_", "choice_")) for phrase in told]
            assert asked[-1], "an open turn ends with its question, and a last reprompt with goodbye after it"
            assert sum(asked) == 1, "and has no other"
        assert max(session.credit.values()) <= CAP, "credit never passes the cap"
        assert sum(self.credit.values()) <= sum(session.credit.values()), "and never shrinks"
        for side in SIDES:
            assert self.credit[side] <= session.credit[side] or label in MOVES_SECONDS
        attributes = session.to_attributes()
        again = Session.from_attributes(attributes)
        assert again is not None
        assert again.to_attributes() == attributes
        rolled = {mark.side for mark in session.speech.marks if mark.name in CLOCKS and mark.seconds}
        assert not rolled & self.stopped, "a side that was stopped is not rolled again"
        assert not {mark.name for mark in session.reprompt.marks} & CLOCKS, "no side is rolled in a reprompt"
        for item in (*reply.speech, *reply.reprompt):
            if isinstance(item, Say):
                assert item.phrase != "more" or not self.hurt, "after pain more pressure is refused"
                self.rotate(item)

    def rotate(self, item: Say) -> None:
        """No wording comes again until all of its phrase were used."""
        count = len(SCRIPT.phrases[item.phrase].variants)
        said = self.said.setdefault(item.phrase, [])
        said.append(item.variant % count)
        assert len(set(said[-count:])) == min(count, len(said)), (item.phrase, said)

    def keep(self, turn: Turn) -> None:
        """What the memory keeps."""
        self.credit = dict(turn.session.credit)
        self.left_off = Session.from_attributes(neutral(turn.session.to_attributes()))
        self.done, self.kept_on = done_today(turn.session), self.now // DAY
        self.session = None if turn.reply.closes else turn.session
        finished = turn.record is not None and turn.record.finished
        self.person = replace(turn.person, left_off=None, sessions=turn.person.sessions + finished)


PARTS_IN_ORDER = {"speech": 0, "listening": 1, "reprompt": 2, "listening again": 3}

TestSessions = Sessions.TestCase
TestSessions.settings = settings(max_examples=40, stateful_step_count=40)


class ManySessions(Sessions):
    """The same, for long."""


TestManySessions = pytest.mark.long(ManySessions.TestCase)
TestManySessions.settings = settings(max_examples=300, stateful_step_count=100)
