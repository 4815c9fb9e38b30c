"""Reach by somebody's word, questions, answers: what is kept, refused, taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.information.campaigns.making import Made
from tests.information.campaigns.measuring.making import (
    OFFICER,
    OTHER,
    OURS,
    READER,
    asked,
    placement_of,
    question,
    running,
    two_areas,
)

from wayforward.core.access.rules import NotAllowedError
from wayforward.core.spreadsheets import BadRow
from wayforward.information.campaigns.links import actions as link_actions
from wayforward.information.campaigns.links.codes import new_code, read_code
from wayforward.information.campaigns.measuring import (
    actions,
    answer_actions,
    asking_actions,
    refusals,
)
from wayforward.information.campaigns.measuring.actions import Said
from wayforward.information.campaigns.measuring.answer_actions import Cell, import_answers
from wayforward.information.campaigns.measuring.importing import Known, read_rows
from wayforward.information.campaigns.measuring.models import (
    AnswerCount,
    AnswerFile,
    AskingCode,
    ToldReach,
)
from wayforward.information.campaigns.measuring.rules import (
    Arm,
    How,
    QuestionKind,
    QuestionText,
    Wave,
)

pytestmark = pytest.mark.django_db
HEADING = "question,wave,place,language,answer,count\n"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return running(tmp_path)


def _said(made: Made, **changed: object) -> Said:
    first = placement_of(made.campaign).first_day
    given = Said(first, first, 2000, 5000, How.STATION, "Radio Demo", "Survey of listeners, 2025")
    return replace(given, **changed)  # type: ignore[arg-type]


def _tell(made: Made, **changed: object) -> ToldReach:
    number = placement_of(made.campaign).pk
    return actions.tell_reach(placement_id=number, said=_said(made, **changed), actor=OFFICER)


def test_reach_is_kept_with_who_says_so(made: Made) -> None:
    row = _tell(made)

    assert (row.least, row.most, row.how, row.who_says) == (2000, 5000, "station", "Radio Demo")
    assert row.entered_by == OFFICER.name


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"least": 6000}, refusals.WrongSpanError),
        ({"who_says": " "}, refusals.NobodySaysError),
        ({"first_day": date(2020, 1, 1)}, refusals.OutsideError),
        ({"last_day": date(2020, 1, 1)}, refusals.WrongSpanError),
        ({"last_day": date(2100, 1, 1)}, refusals.OutsideError),
    ],
)
def test_reach_that_cannot_be_is_refused(
    made: Made, changed: dict[str, object], refusal: type[refusals.MeasuringError]
) -> None:
    with pytest.raises(refusal):
        _tell(made, **changed)
    assert not ToldReach.objects.exists()


def test_reach_is_withdrawn_with_a_reason_and_put_back(made: Made) -> None:
    row = _tell(made)
    with pytest.raises(refusals.NoReasonError):
        actions.withdraw_reach(number=row.pk, actor=OFFICER, why="")
    actions.withdraw_reach(number=row.pk, actor=OFFICER, why="It was another station.")
    with pytest.raises(refusals.NotThereError):
        actions.withdraw_reach(number=row.pk, actor=OFFICER, why="Again")

    actions.put_back_reach(number=row.pk, actor=OFFICER)

    assert ToldReach.objects.filter(withdrawn_at=None).count() == 1


def test_only_who_may_writes(made: Made) -> None:
    campaign, first = made.campaign, question(made.campaign)
    areas = two_areas(campaign)
    cell = Cell(first, areas[OURS], Wave.BEFORE, "ps", 0)
    for act in (
        lambda: actions.tell_reach(placement_id=1, said=_said(made), actor=READER),
        lambda: asking_actions.add_area(
            campaign=campaign, place="AF-BAL", arm=Arm.CAMPAIGN, actor=READER
        ),
        lambda: asking_actions.write_question(
            campaign=campaign, key="other", asked=asked(), actor=READER
        ),
        lambda: asking_actions.open_asking(
            question=first, area=areas[OURS], wave=Wave.BEFORE, actor=READER
        ),
        lambda: answer_actions.enter_answers(cell=cell, count=1, actor=READER),
        lambda: import_answers(campaign=campaign, path=Path("none.csv"), actor=READER),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_question_is_rewritten_until_somebody_answers(made: Made) -> None:
    row = question(made.campaign)
    three = asked(QuestionKind.ONE_OF, right=2)

    again = asking_actions.write_question(
        campaign=made.campaign, key=row.key, asked=three, actor=OFFICER
    )
    assert (again.pk, again.right, len(again.texts["ps"]["answers"])) == (row.pk, 2, 3)
    answer_actions.enter_answers(
        cell=Cell(again, two_areas(made.campaign)[OURS], Wave.BEFORE, "ps", 2), count=1,
        actor=OFFICER,
    )  # fmt: skip

    with pytest.raises(refusals.AnsweredError):
        asking_actions.write_question(
            campaign=made.campaign, key=row.key, asked=asked(), actor=OFFICER
        )


def test_question_without_a_text_that_says_so_is_refused(made: Made) -> None:
    for wrong in (asked(claim="no-such-claim"), asked(claim="")):
        with pytest.raises(refusals.FaultyQuestionError):
            asking_actions.write_question(
                campaign=made.campaign, key="q", asked=wrong, actor=OFFICER
            )
    with pytest.raises(refusals.FaultyQuestionError):
        asking_actions.write_question(
            campaign=made.campaign, key="q", actor=OFFICER,
            asked=asked(texts={"en": QuestionText("Only English")}),
        )  # fmt: skip


def test_area_is_removed_only_while_nobody_was_asked_there(made: Made) -> None:
    campaign = made.campaign
    areas = two_areas(campaign)
    with pytest.raises(refusals.TakenError):
        asking_actions.add_area(campaign=campaign, place=OURS, arm=Arm.COMPARISON, actor=OFFICER)
    with pytest.raises(refusals.NoPlaceError):
        asking_actions.add_area(campaign=campaign, place="AF-XXX", arm=Arm.CAMPAIGN, actor=OFFICER)
    cell = Cell(question(campaign), areas[OURS], Wave.BEFORE, "ps", 0)
    answer_actions.enter_answers(cell=cell, count=2, actor=OFFICER)

    asking_actions.remove_area(campaign=campaign, place=OTHER, actor=OFFICER)
    with pytest.raises(refusals.AnsweredError):
        asking_actions.remove_area(campaign=campaign, place=OURS, actor=OFFICER)


def test_code_of_a_question_is_one_of_ours_and_can_be_closed(made: Made) -> None:
    areas = two_areas(made.campaign)
    first = question(made.campaign)
    code = asking_actions.open_asking(
        question=first, area=areas[OURS], wave=Wave.BEFORE, actor=OFFICER
    )
    with pytest.raises(refusals.TakenError):
        asking_actions.open_asking(
            question=first, area=areas[OURS], wave=Wave.BEFORE, actor=OFFICER
        )
    answer_actions.answer(code=code, language="ps", chosen=-1)
    closed = asking_actions.close_asking(code=code.code, actor=OFFICER)

    assert read_code(code.code) == code.code
    with pytest.raises(refusals.NotThereError):
        answer_actions.answer(code=closed, language="ps", chosen=0)
    assert AnswerCount.objects.get().answer == -1


def test_wrong_answers_are_taken_back_with_a_reason_and_never_below_nought(made: Made) -> None:
    cell = Cell(question(made.campaign), two_areas(made.campaign)[OURS], Wave.AFTER, "fa-af", 1)
    answer_actions.enter_answers(cell=cell, count=5, actor=OFFICER)
    with pytest.raises(refusals.NoReasonError):
        answer_actions.enter_answers(cell=cell, count=-2, actor=OFFICER)
    with pytest.raises(refusals.BelowNoughtError):
        answer_actions.enter_answers(cell=cell, count=-6, actor=OFFICER, why="Counted twice")
    with pytest.raises(refusals.NoSuchAnswerError):
        answer_actions.enter_answers(cell=replace(cell, answer=2), count=1, actor=OFFICER)
    answer_actions.enter_answers(cell=cell, count=-2, actor=OFFICER, why="Counted twice")
    answer_actions.put_answers_together()

    [row] = AnswerCount.objects.all()
    assert (row.count, row.together) == (3, True)


@given(st.lists(st.tuples(st.integers(-1, 1), st.integers(1, 9), st.booleans()), max_size=12))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_answers_put_together_keep_their_sums(
    made_once: Cell, events: list[tuple[int, int, bool]]
) -> None:
    AnswerCount.objects.all().delete()
    expected: dict[int, int] = {}
    for answer, count, tidy in events:
        answer_actions.enter_answers(
            cell=replace(made_once, answer=answer), count=count, actor=OFFICER
        )
        expected[answer] = expected.get(answer, 0) + count
        if tidy:
            answer_actions.put_answers_together()
    answer_actions.put_answers_together()

    assert {row.answer: row.count for row in AnswerCount.objects.all()} == expected


@pytest.fixture
def made_once(made: Made) -> Cell:
    return Cell(question(made.campaign), two_areas(made.campaign)[OURS], Wave.AFTER, "fa-af", 1)


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "answers.csv"
    path.write_text(HEADING + "\n".join(rows), encoding="utf-8")
    return path


def test_file_is_counted_row_by_row_and_once(made: Made, tmp_path: Path) -> None:
    first = question(made.campaign)
    two_areas(made.campaign)
    path = _file(
        tmp_path,
        f"{first.key},before,{OURS},fa-af,1,40",
        f"{first.key},before,{OURS},dari,۲,۶۰",
        f"{first.key},after,{OTHER},ps,-,",
        f"{first.key},after,{OTHER},ps,true,2",
        f"{first.key},during,{OTHER},ps,1,1",
        f"{first.key},after,AF-BAL,ps,1,1",
        f"{first.key},after,{OTHER},ur,1,1",
        f"{first.key},after,{OTHER},ps,3,1",
        f"{first.key},after,{OTHER},ps,1,0",
        "another,after,AF-HER,ps,1,1",
    )

    done = import_answers(campaign=made.campaign, path=path, actor=OFFICER)

    assert (done.rows, done.answers) == (10, 103)
    assert [str(one) for one in done.bad] == [
        "Row 6: the wave 'during' is none: write before or after.",
        "Row 7: the place 'AF-BAL' is no area of this campaign.",
        "Row 8: the language 'ur' is none of en, fa-af, ps.",
        "Row 9: the answer '3' is none: write 1 to 2, or a dash for does not know.",
        "Row 10: the count '0' is none: write a number from 1 on.",
        "Row 11: the question 'another' is none of this campaign.",
    ]
    with pytest.raises(refusals.ReadBeforeError):
        import_answers(campaign=made.campaign, path=path, actor=OFFICER)
    assert sum(row.count for row in AnswerCount.objects.all()) == 103
    assert AnswerFile.objects.get().answers == 103


@pytest.mark.parametrize("content", [b"", b"text\nx", b"\x00\xff", b"question,wave,place\n"])
def test_file_that_is_none_says_what_to_do(made: Made, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)

    with pytest.raises(refusals.AnswerFileError, match=r"no column|cannot be read"):
        import_answers(campaign=made.campaign, path=path, actor=OFFICER)


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=30)
def test_no_row_makes_reading_stop(rows: list[str]) -> None:
    known = Known({"q": 2}, frozenset({OURS}))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_bytes((HEADING + "\n".join(rows)).encode("utf-8", "surrogatepass"))
        with suppress(refusals.AnswerFileError):
            for one in read_rows(path, known):
                assert isinstance(one, BadRow)
                assert one.why.endswith(".")


def test_day_after_today_is_no_day_of_reach(made: Made) -> None:
    tomorrow = timezone.now().date() + timedelta(1)

    with pytest.raises(refusals.OutsideError):
        _tell(made, last_day=tomorrow)


def test_a_file_with_more_answers_than_people_were_asked_is_refused(
    made: Made, tmp_path: Path
) -> None:
    question(made.campaign)
    two_areas(made.campaign)
    row = f"an-appeal-costs-nothing,before,{OURS},ps,1,100000\n"
    path = tmp_path / "answers.csv"
    path.write_text(HEADING + row * 11, encoding="utf-8")

    with pytest.raises(refusals.AnswerFileError, match="1,000,000"):
        import_answers(campaign=made.campaign, path=path, actor=OFFICER)
    assert not AnswerCount.objects.exists()
    assert not AnswerFile.objects.exists()


def test_who_left_rows_out_is_told_to_send_them_alone(made: Made, tmp_path: Path) -> None:
    """Sent again with the others, the others would be counted twice."""
    question(made.campaign)
    two_areas(made.campaign)
    good = f"an-appeal-costs-nothing,before,{OURS},ps,1,3\n"
    path = tmp_path / "answers.csv"
    path.write_text(HEADING + good + good.replace("ps", "xx"), encoding="utf-8")

    assert "send them alone" in str(
        import_answers(campaign=made.campaign, path=path, actor=OFFICER)
    )
    path.write_text(HEADING + good * 2, encoding="utf-8")
    assert "send them alone" not in str(
        import_answers(campaign=made.campaign, path=path, actor=OFFICER)
    )


def test_no_link_has_the_code_of_a_question_nor_a_question_that_of_a_link(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_, areas = question(made.campaign), two_areas(made.campaign)

    def drawn(*codes: str) -> Callable[[], str]:
        left = iter(codes)
        return lambda: next(left)

    first, second, third = (new_code() for _ in range(3))
    monkeypatch.setattr(asking_actions, "new_code", drawn(first, first, second))
    for wave in Wave:
        asking_actions.open_asking(
            question=asked_, area=areas[OURS], wave=wave, actor=OFFICER
        )  # fmt: skip
    monkeypatch.setattr(link_actions, "new_code", drawn(first, second, third))
    link = link_actions.make_link(placement_id=placement_of(made.campaign).pk, actor=OFFICER)

    assert [*AskingCode.objects.order_by("pk").values_list("code", flat=True)] == [first, second]
    assert link.code == third
