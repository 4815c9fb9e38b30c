"""The desk's pages of campaigns, as officers of both sides use them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.information.campaigns.making import (
    FIRST,
    KEY,
    LAST,
    OFFICER,
    SHOWN_FROM,
    SHOWN_TO,
    Made,
    whole,
)
from tests.information.cards.making import SAID, import_page

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns import actions, chain_actions, queries, readiness
from wayforward.information.campaigns.desk.fields import amount as read_amount
from wayforward.information.campaigns.models import (
    Campaign,
    Material,
    Message,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.rules import MaterialKind, State
from wayforward.information.cards.models import CardText
from wayforward.information.narratives.models import ClaimText
from wayforward.testing.staff import add_app, pass_both_locks, sign_in

pytestmark = pytest.mark.django_db
PAGE = f"/en/desk/campaigns/{KEY}"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


@pytest.fixture
def officer(client: Client, made: Made) -> Client:
    sign_in(client, Role.CAMPAIGN_OFFICER, name="demo-officer")
    return client


def _as(account) -> Client:
    client = Client()
    add_app(account.user)
    pass_both_locks(client, account.user)
    return client


def _page(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _press(client: Client, does: str, **given: str) -> str:
    version = str(Campaign.objects.get(key=KEY).version)
    data = {"do": does, "version": version, **given}
    return client.post(PAGE, data, follow=True).content.decode()


def test_from_draft_to_running_by_the_hands_of_three(officer: Client, made: Made) -> None:
    assert "Recorded." in _press(officer, "hand_in")
    page = _page(officer)
    assert "Only an account that acts for one of the two parties" in page

    here, there = _as(made.here), _as(made.there)
    assert "wait for your side" in _page(here, "/en/desk/")
    assert "Signed for your side." in _press(here, "sign")
    assert "Your side has signed already" in _page(here)
    assert "wait for your side" not in _page(here, "/en/desk/")
    assert "Signed for your side." in _press(there, "sign")
    assert "Recorded." in _press(officer, "start")
    assert made.now().state == State.RUNNING
    assert _page(Client(), f"/en/materials/{made.leaflet.key}")


def test_the_chain_is_read_on_one_page(officer: Client, made: Made) -> None:
    page = _page(officer)
    for words in (
        "More people appeal in time.", "Families of refused people", "appeals-are-never-read",
        "Appeals are read", "Kabul", "Share of people asked", "2,000", "450", "1,550",
        "<svg class=\"calendar\"",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("language", ["fa-af", "ps"])
def test_pages_are_whole_in_the_other_languages(officer: Client, made: Made, language: str) -> None:
    for path in ("", "/new", f"/{KEY}", f"/{KEY}/plan", f"/{KEY}/messages", f"/{KEY}/outcomes",
                 f"/{KEY}/materials/{made.leaflet.pk}"):  # fmt: skip
        assert officer.get(f"/{language}/desk/campaigns{path}").status_code == 200


def _plan(**changed: object) -> dict[str, object]:
    return {
        "names_en": "Know the price", "names_fa_af": "", "names_ps": "", "objective_en": "x",
        "objective_fa_af": "", "objective_ps": "", "who_en": "", "who_fa_af": "", "who_ps": "",
        "languages": ["fa-af"], "countries": "IR، PK", "provinces": ["AF-KAB"],
        "first_day": FIRST.isoformat(), "last_day": f"{LAST:%-d %B %Y}", "currency": "eur",
        "budget": "Printing ۱۲۰۰٫۵۰\nRadio time 800", **changed,
    }  # fmt: skip


def test_a_campaign_is_planned_in_any_digits_and_calendar(officer: Client, made: Made) -> None:
    here, there = (party.pk for party in made.parties)
    given = _plan(key="know-the-price", european=here, partner=there)
    assert officer.post("/en/desk/campaigns/new", given).status_code == 302

    one = queries.shown(Campaign.objects.get(key="know-the-price"))
    assert (str(one.total), one.campaign.countries) == ("2000.50", ["IR", "PK"])
    assert one.campaign.last_day == LAST
    assert "a message" in _page(officer, "/en/desk/campaigns/know-the-price")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"key": KEY}, "There is a campaign of this key already."),
        ({"last_day": "2026-10-01"}, "The last day comes before the first."),
        ({"budget": "Printing"}, "Each line names something"),
        ({"budget": "Printing many"}, "Write a number such as"),
        ({"countries": "Iran"}, "Write each country with its two letters."),
        ({"names_en": ""}, "Please write something here."),
    ],
)
def test_a_plan_that_cannot_be_keeps_what_was_typed(
    officer: Client, made: Made, changed: dict[str, str], says: str
) -> None:
    here, there = (party.pk for party in made.parties)
    given = _plan(**{"key": "other", "european": here, "partner": there, **changed})
    answer = officer.post("/en/desk/campaigns/new", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "Radio time" in page or "budget" in changed


def test_an_edit_after_a_signature_says_that_it_was_taken_back(officer: Client, made: Made) -> None:
    made.step("hand_in")
    made.sign(made.here)
    path = f"{PAGE}/materials/{made.leaflet.pk}"
    answer = officer.post(path, {"do": "words", "title": "T", "words": "One.\nTwo."}, follow=True)

    assert "1 signature was taken back" in answer.content.decode()
    assert Material.objects.get(pk=made.leaflet.pk).words == ["One.", "Two."]
    assert "signature ended" in _page(officer)


def test_two_officers_at_once_lose_nothing(officer: Client, made: Made) -> None:
    here, there = (party.pk for party in made.parties)
    given = _plan(european=here, partner=there, revision=made.now().revision)
    assert officer.post(f"{PAGE}/plan", given).status_code == 302
    answer = officer.post(f"{PAGE}/plan", given | {"names_en": "Mine"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "demo-officer changed this campaign meanwhile" in page
    assert "Mine" in page
    assert f'value="{made.now().revision}"' in page


def test_a_message_a_material_and_a_placement_are_added_step_by_step(
    officer: Client, made: Made
) -> None:
    claim = made.leaflet.message.claim_id
    given = {"do": "save", "claim": claim, "cards": [], "says_en": "Read it.", "says_fa_af": "",
             "says_ps": ""}  # fmt: skip
    assert officer.post(f"{PAGE}/messages", given).status_code == 302
    message = Message.objects.order_by("pk").last()
    assert message is not None

    path = f"{PAGE}/messages/{message.pk}/material?kind=sms&language=fa-af"
    assert "استیناف کنید." in _page(officer, path)
    answer = officer.post(path, {"title": "استیناف", "words": "استیناف کنید."})
    material = Material.objects.get(message=message)
    assert answer.headers["Location"].endswith(f"/materials/{material.pk}")

    spot = {"do": "place", "channel": "sms", "place": "AF-KAB/kab-kabul",
            "first_day": SHOWN_FROM.isoformat(), "last_day": SHOWN_TO.isoformat(),
            "copies": "4000", "airings": "", "cost": "99.5",
            "currency": "AFN"}  # fmt: skip
    where = f"{PAGE}/materials/{material.pk}"
    assert officer.post(where, spot).status_code == 302
    assert Placement.objects.get(material=material).district
    bad = officer.post(where, spot | {"last_day": f"{LAST + timedelta(days=1)}"})
    assert bad.status_code == 422
    assert "These days lie outside the campaign." in bad.content.decode()


def test_a_placement_is_withdrawn_and_put_back(officer: Client, made: Made) -> None:
    path, place = f"{PAGE}/materials/{made.leaflet.pk}", Placement.objects.get().pk
    given = {"placement": str(place), "do": "withdraw"}
    assert "Please write something here." in officer.post(path, given, follow=True).content.decode()
    officer.post(path, given | {"why": "the hall is closed"})
    assert Placement.objects.get().withdrawn_why == "the hall is closed"
    assert "the hall is closed" in _page(officer, path)
    officer.post(path, {"placement": str(place), "do": "put-back"})
    assert Placement.objects.get().withdrawn_at is None


def test_messages_and_outcomes_are_withdrawn_and_put_back(officer: Client, made: Made) -> None:
    message, outcome = Message.objects.get(), Outcome.objects.get()
    officer.post(f"{PAGE}/messages/{message.pk}", {"do": "withdraw", "why": "too hard"})
    assert Message.objects.get().withdrawn_at is not None
    officer.post(f"{PAGE}/messages/{message.pk}", {"do": "put-back"})
    assert Message.objects.get().withdrawn_at is None
    path = f"{PAGE}/outcomes"
    officer.post(path, {"outcome": str(outcome.pk), "do": "withdraw", "why": "not measurable"})
    assert Outcome.objects.get().withdrawn_at is not None


def test_a_result_needs_its_day_and_is_shown(officer: Client, made: Made) -> None:
    outcome = Outcome.objects.get().pk
    given = {"outcome": str(outcome), "do": "result", f"outcome-{outcome}-result": "۵۵",
             f"outcome-{outcome}-measured_on": "", f"outcome-{outcome}-note": ""}  # fmt: skip
    answer = officer.post(f"{PAGE}/outcomes", given)
    assert "A result goes with the day it was measured." in answer.content.decode()
    day = {f"outcome-{outcome}-measured_on": f"{timezone.now().date()}"}
    assert officer.post(f"{PAGE}/outcomes", given | day).status_code == 302
    assert "Result: 55" in _page(officer)


def test_an_outcome_is_added(officer: Client, made: Made) -> None:
    given = {"do": "add", "what_en": "Fewer sell land", "what_fa_af": "", "what_ps": "",
             "indicator": "Families asked", "unit": "%", "baseline": "", "target": "10",
             "due": LAST.isoformat()}  # fmt: skip
    assert officer.post(f"{PAGE}/outcomes", given).status_code == 302
    assert Outcome.objects.count() == 2


def test_an_amber_material_stands_on_the_desk_and_is_compared(
    officer: Client, made: Made, tmp_path: Path
) -> None:
    made.running()
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    assert "Materials in doubt" in _page(officer, "/en/desk/")
    assert "Not all of its materials may be given out" in _page(officer)
    path = f"{PAGE}/materials/{made.leaflet.pk}"
    page = _page(officer, path)
    assert "Official pages changed" in page
    said = officer.post(path, {"do": "confirm"}, follow=True).content.decode()
    assert "an editor compares that one first" in said


def test_a_page_asks_as_often_for_many_materials_as_for_few(
    officer: Client, made: Made, django_assert_max_num_queries
) -> None:
    for kind in ("poster", "social_card", "helpline_card"):
        chain_actions.add_material(
            message_id=made.leaflet.message_id, kind=MaterialKind(kind), language="ps", title="t",
            words=["w"], who=OFFICER,
        )  # fmt: skip
    officer.get(PAGE)
    with django_assert_max_num_queries(60):
        officer.get(PAGE)


def test_placements_are_a_calendar_file(officer: Client, made: Made) -> None:
    answer = officer.get(reverse("desk-campaigns-file"), {"campaign": KEY})
    found = Calendar.from_ical(answer.content)
    [event] = found.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (SHOWN_FROM, SHOWN_TO + timedelta(days=1))
    assert "Leaflet" in event["summary"]


def test_who_only_looks_sees_no_button_that_writes(made: Made) -> None:
    client = Client()
    sign_in(client, Role.EDITOR, name="demo-editor")
    page = _page(client)
    assert "Add a material" not in page
    assert "This step needs one of these roles" in page
    assert client.get(f"{PAGE}/plan").status_code == 403
    assert client.post(f"{PAGE}/materials/{made.leaflet.pk}",
                       {"do": "withdraw", "why": "x"}).status_code == 403  # fmt: skip
    assert client.post(PAGE, {"do": "hand_in", "version": "1"}).status_code == 403
    assert made.now().state == State.DRAFT


def test_what_is_not_there_is_not_found(officer: Client, made: Made) -> None:
    other = actions.create(key="other", arrangement=made.campaign.arrangement, parties=[],
                           plan=readiness.plan_of(made.now()), who=OFFICER)  # fmt: skip
    for path in ("nowhere", f"{KEY}/messages/999", f"{KEY}/materials/999",
                 f"{other.key}/materials/{made.leaflet.pk}"):  # fmt: skip
        assert officer.get(f"/en/desk/campaigns/{path}").status_code == 404
    assert officer.post(PAGE, {"do": "sign_first", "version": "1"}).status_code == 404
    assert officer.post(PAGE, {"do": "fly", "version": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("", {}), ("", {"do": "\x00"}), ("", {"do": "hand_in", "version": "9" * 5000}),
        ("", {"do": "sign", "version": "x"}), ("", {"do": "pause", "reason": "a\x00b"}),
        ("/plan", {}), ("/plan", {"revision": "9" * 30, "names_en": "\x00"}),
        ("/messages", {}), ("/messages", {"do": "save", "claim": "9" * 30, "cards": ["x"]}),
        ("/outcomes", {}), ("/outcomes", {"outcome": "9" * 30}), ("/outcomes", {"outcome": "x"}),
        ("/materials/{}", {}), ("/materials/{}", {"do": "place"}),
        ("/materials/{}", {"do": "withdraw", "placement": "9" * 5000}),
        ("/materials/{}", {"do": "withdraw", "why": "\x00"}),
        ("/materials/{}", {"do": "confirm", "why": "\x00"}),
        ("/materials/{}", {"do": "place", "channel": "by_hand", "place": "AF-KAB",
                           "first_day": "0001-01-01", "last_day": "9999-12-31",
                           "copies": "9" * 30, "airings": "-1", "cost": "1e999999999",
                           "currency": "EUR"}),
    ],
)  # fmt: skip
def test_rubbish_is_refused_and_breaks_nothing(
    officer: Client, made: Made, path: str, sent: dict[str, object]
) -> None:
    answer = officer.post(PAGE + path.format(made.leaflet.pk), sent)
    assert answer.status_code in ({302, 400, 404, 422} if sent else {200, 302, 404})


@pytest.mark.parametrize(
    "path",
    ["/materials/{}/leaflet.pdf?placement=" + "9" * 5000, "/materials/{}/leaflet.pdf?placement=x",
     "/messages/1/material?kind=%00&language=en", "/../campaigns.ics?campaign=%00"],
)  # fmt: skip
def test_a_rubbish_address_is_refused(officer: Client, made: Made, path: str) -> None:
    answer = officer.get((PAGE + path.format(made.leaflet.pk)).replace(f"/{KEY}/..", ""))
    assert answer.status_code in {400, 404}


def test_a_claim_without_a_text_in_my_language_is_not_lost_by_saving(
    officer: Client, made: Made
) -> None:
    message = Message.objects.get()
    ClaimText.objects.filter(claim=message.claim, language="ps").delete()
    CardText.objects.filter(card__messages__message=message, language="ps").delete()
    path = f"/ps/desk/campaigns/{KEY}/messages/{message.pk}"
    form = officer.get(path).context["form"]
    sent = {"do": "save", "claim": form["claim"].value(), "cards": form["cards"].value(),
            "says_en": "Read it.", "says_fa_af": "", "says_ps": ""}  # fmt: skip

    assert officer.post(path, sent).status_code == 302
    after = Message.objects.get()
    assert (after.claim_id, after.cards.count()) == (message.claim_id, 1)


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1,200", "1200"), ("1,200.50", "1200.50"), ("12,345,678", "12345678"),
     ("1200.5", "1200.5"),
     ("۱٬۲۰۰٫۵", "1200.5"), ("12,50", None), ("1,5", None), ("1.200,50", None), ("1,2000", None),
     ("1e999999999", None), ("NaN", None)],
)  # fmt: skip
def test_a_comma_parts_thousands_or_is_refused(written: str, amount: str | None) -> None:
    """Twelve and a half is never read as one thousand two hundred and fifty."""
    if amount is None:
        with pytest.raises(ValidationError):
            read_amount(written)
    else:
        assert read_amount(written) == Decimal(amount)
