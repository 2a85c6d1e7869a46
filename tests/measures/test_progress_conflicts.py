"""Two people save the same measure: both versions stand side by side, and whatever is chosen, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from measures.models import Action, Measure, Outcome, Revision
from tests.browsing import form_of, open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

FIRST, MINE, THEIRS = "จัดอบรม 1 ครั้ง", "จัดอบรม 2 ครั้ง ที่ศาลากลาง", "จัดอบรม 3 ครั้ง ทุกหมู่บ้าน"


def stored(measure: Measure) -> list[tuple[str, str]]:
    """The kept actions: words, and the first and last day."""
    rows = Action.objects.kept().filter(measure=measure)
    return [(row.text, f"{row.start_on or ''}/{row.end_on or ''}{'...' if row.open_ended else ''}") for row in rows]


def words_kept(measure: Measure) -> set[tuple[str, str]]:
    return {(old.text, old.dates) for old in measure.revisions.all()}


@pytest.fixture
def both(office: Office, signed_in: SignedIn) -> tuple[Measure, Any, Any]:
    """มานะ and มานี have opened the same page of a measure with two actions."""
    measure = office.measure(actions=[FIRST, "ติดป้าย"], outcomes=["ร้องเรียนลดลง"])
    url = office.url("progress", measure)
    mana, manee = signed_in(office.mana), signed_in(office.manee)
    mana.form, manee.form = open_form(mana, url), open_form(manee, url)  # type: ignore[attr-defined]  # each one's page
    return measure, mana, manee


def clash(mine: dict[str, str], theirs: dict[str, str], both: tuple[Measure, Any, Any]) -> Any:
    """The page that มานะ gets for a save after มานี's."""
    _, mana, manee = both
    assert manee.form.press(manee, **theirs).status_code == 302
    response = mana.form.press(mana, **mine)
    assert response.status_code == 409
    return response


def choose(both: tuple[Measure, Any, Any], page: Any, status: int = 302, /, **choices: str) -> Any:
    """Sends มานะ's choices, by field of the first action."""
    _, mana, _ = both
    typed = {f"choose-actions-0-{field}": choice for field, choice in choices.items() if field != "merged"}
    if "merged" in choices:
        typed["merged-actions-0-text"] = choices["merged"]
    form = form_of(page, button="save")
    form.values |= typed
    response = form.press(mana)
    assert response.status_code == status
    return response


def test_the_field_to_merge_in_holds_both_texts_once(both: tuple[Measure, Any, Any]) -> None:
    page = clash({"actions_0_text": MINE}, {"actions_0_text": THEIRS}, both)
    offered = form_of(page, button="save").values["merged-actions-0-text"]
    assert offered.startswith("จัดอบรม ") and offered.count("จัดอบรม") == 1
    for words in ("2", "3", "ที่ศาลากลาง", "ทุกหมู่บ้าน"):
        assert offered.count(words) == 1


def test_the_page_shows_both_texts_and_who_the_other_is(both: tuple[Measure, Any, Any]) -> None:
    page = clash({"actions_0_text": MINE}, {"actions_0_text": THEIRS}, both)
    words = words_of(page)
    assert "มีผู้แก้ไขก่อนท่าน" in words
    assert "นางสาวมานี รักดี" in words
    shown = "".join(words.replace("ต่างกันตรงนี้:", "").split())
    assert MINE.replace(" ", "") in shown and THEIRS.replace(" ", "") in shown
    assert stored(both[0])[0][0] == THEIRS
    assert form_of(page, button="save").values["actions-0-text"] == MINE


@pytest.mark.parametrize(
    ("choices", "stands", "lost"),
    [
        ({"text": "mine"}, MINE, THEIRS),
        ({"text": "theirs"}, THEIRS, MINE),
        ({"text": "merge", "merged": "จัดอบรม 5 ครั้ง"}, "จัดอบรม 5 ครั้ง", MINE),
        ({"text": "merge", "merged": "จัดอบรม 5 ครั้ง"}, "จัดอบรม 5 ครั้ง", THEIRS),
    ],
    ids=["mine", "theirs", "merged, mine kept", "merged, theirs kept"],
)
def test_the_chosen_text_stands_and_the_other_is_kept(
    both: tuple[Measure, Any, Any], choices: dict[str, str], stands: str, lost: str
) -> None:
    page = clash({"actions_0_text": MINE}, {"actions_0_text": THEIRS}, both)
    choose(both, page, 302, **choices)
    assert [text for text, _ in stored(both[0])] == [stands, "ติดป้าย"]
    assert {(FIRST, ""), (lost, "")} <= words_kept(both[0])


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_of_two_dates_the_chosen_stands_and_the_other_is_kept(both: tuple[Measure, Any, Any], choice: str) -> None:
    mine = {"actions_0_start": "1 มิ.ย. 66", "actions_0_end": "9 มิ.ย. 66"}
    page = clash(mine, {"actions_0_start": "2/6/66", "actions_0_ongoing": "on"}, both)
    assert "วันที่ดำเนินการ" in words_of(page)
    choose(both, page, dates=choice)
    dates = {
        "mine": ("2023-06-01/2023-06-09", "1–9 มิถุนายน 2566"),
        "theirs": ("2023-06-02/...", "ตั้งแต่วันที่ 2 มิถุนายน 2566 เป็นต้นมา"),
    }
    other = "theirs" if choice == "mine" else "mine"
    assert stored(both[0])[0] == (FIRST, dates[choice][0])
    assert (FIRST, dates[other][1]) in words_kept(both[0])


def test_text_and_dates_are_chosen_each_by_itself(both: tuple[Measure, Any, Any]) -> None:
    mine = {"actions_0_text": MINE, "actions_0_start": "1 มิ.ย. 66"}
    page = clash(mine, {"actions_0_text": THEIRS, "actions_0_start": "2 มิ.ย. 66"}, both)
    choose(both, page, text="theirs", dates="mine")
    assert stored(both[0])[0] == (THEIRS, "2023-06-01/2023-06-01")
    assert words_kept(both[0]) >= {(MINE, "1 มิถุนายน 2566"), (THEIRS, "2 มิถุนายน 2566"), (FIRST, "")}


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_an_action_changed_here_and_removed_there(both: tuple[Measure, Any, Any], choice: str) -> None:
    page = clash({"actions_0_text": MINE}, {"actions_0_removed": "on"}, both)
    assert "นำรายการนี้ออก" in words_of(page)
    choose(both, page, removed=choice)
    assert [text for text, _ in stored(both[0])] == ([MINE, "ติดป้าย"] if choice == "mine" else ["ติดป้าย"])
    kept = {text for text, _ in words_kept(both[0])} | set(both[0].actions.values_list("text", flat=True))
    assert {FIRST, MINE} <= kept


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_an_action_removed_here_and_changed_there(both: tuple[Measure, Any, Any], choice: str) -> None:
    theirs = {"actions_0_text": THEIRS, "actions_0_start": "2 มิ.ย. 66"}
    page = clash({"actions_0_removed": "on"}, theirs, both)
    choose(both, page, removed=choice)
    left = [(THEIRS, "2023-06-02/2023-06-02"), ("ติดป้าย", "/")]
    assert stored(both[0]) == (left[1:] if choice == "mine" else left)
    assert both[0].actions.filter(text=THEIRS).exists()


def test_outcomes_are_chosen_like_actions(both: tuple[Measure, Any, Any]) -> None:
    page = clash({"outcomes_0_text": "ดีขึ้นมาก"}, {"outcomes_0_text": "ดีขึ้นบ้าง"}, both)
    form = form_of(page, button="save")
    form.values["choose-outcomes-0-text"] = "theirs"
    assert form.press(both[1]).status_code == 302
    assert list(Outcome.objects.kept().values_list("text", flat=True)) == ["ดีขึ้นบ้าง"]
    assert ("ดีขึ้นมาก", "") in words_kept(both[0])


def test_what_did_not_clash_is_saved_with_the_choice(both: tuple[Measure, Any, Any]) -> None:
    mine = {"actions_0_text": MINE, "actions_1_text": "ติดป้ายใหม่", "outcomes_1_text": "คนรู้มากขึ้น"}
    choose(both, clash(mine, {"actions_0_text": THEIRS}, both), text="theirs")
    assert [text for text, _ in stored(both[0])] == [THEIRS, "ติดป้ายใหม่"]
    assert list(Outcome.objects.kept().values_list("text", flat=True)) == ["ร้องเรียนลดลง", "คนรู้มากขึ้น"]


def test_rows_that_only_one_person_changed_need_no_choice(both: tuple[Measure, Any, Any]) -> None:
    _, mana, manee = both
    assert manee.form.press(manee, actions_0_text=THEIRS).status_code == 302
    assert mana.form.press(mana, actions_1_text="ติดป้ายใหม่").status_code == 302
    assert [text for text, _ in stored(both[0])] == [THEIRS, "ติดป้ายใหม่"]


def test_a_third_save_during_the_choice_asks_again_and_loses_nothing(
    both: tuple[Measure, Any, Any], office: Office, signed_in: SignedIn
) -> None:
    measure, _, manee = both
    page = clash({"actions_0_text": MINE}, {"actions_0_text": THEIRS}, both)
    again = open_form(manee, office.url("progress", measure))
    assert again.press(manee, actions_0_text="จัดอบรม 9 ครั้ง").status_code == 302
    page = choose(both, page, 409, text="merge", merged="จัดอบรม 5 ครั้ง")
    choose(both, page, text="theirs")
    assert stored(measure)[0][0] == "จัดอบรม 9 ครั้ง"
    assert {text for text, _ in words_kept(measure)} == {FIRST, THEIRS, MINE, "จัดอบรม 5 ครั้ง"}


def test_a_choice_sent_twice_keeps_the_words_once(both: tuple[Measure, Any, Any]) -> None:
    page = clash({"actions_0_text": MINE}, {"actions_0_text": THEIRS}, both)
    choose(both, page, text="theirs")
    choose(both, page, text="theirs")
    assert Revision.objects.filter(text=MINE).count() == 1


def test_one_action_alone_on_its_page_is_not_lost_when_a_colleague_removed_it(
    both: tuple[Measure, Any, Any], office: Office
) -> None:
    measure, mana, manee = both
    alone = open_form(mana, office.url("action", measure, action_pk=measure.actions.all()[0].pk))
    assert manee.form.press(manee, actions_0_removed="on").status_code == 302
    page = alone.press(mana, actions_0_text=MINE)
    assert page.status_code == 409
    choose(both, page, removed="mine")
    assert MINE in [text for text, _ in stored(measure)]
