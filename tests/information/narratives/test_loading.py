"""The starter set in the database: repeated loading, what people edited, what it stands on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, STORY, TEXTS, load_one, starters
from tests.information.sources.mirrors import write_mirror

from wayforward.core.citations.actions import clear_doubts
from wayforward.core.citations.models import ClearedHow, PublishedText
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.core.rulesets.models import Parameter
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.cards.loading import load_cards
from wayforward.information.narratives import queries
from wayforward.information.narratives.cli import narratives
from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.models import Claim, ClaimText, Narrative, Wording
from wayforward.information.narratives.rules import State, Verdict
from wayforward.information.narratives.starters import ClaimFileError, StarterCitation, Starters
from wayforward.information.sources.actions import load_register
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Source, SourceState
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return import_page(tmp_path, "01", *SAID)


@pytest.fixture
def texts(source: Source) -> dict[str, ClaimText]:
    return load_one(source)


def _counts(set_: Starters) -> tuple[int, int, int]:
    done = load_claims(starters=set_)
    return done.new, done.changed, done.kept


def _in_review(text: ClaimText) -> ClaimText:
    text.state, text.updated_by = State.IN_REVIEW, "Demo Editor"
    text.save()
    return text


def _keys(text: ClaimText, sightings: int = 9, reader: str = "Demo Reader") -> list[str]:
    found = queries.obstacles(text, reader=reader, sightings=sightings, on=TODAY)
    return [one.key for one in found]


def test_loading_twice_changes_nothing(source: Source, texts: dict[str, ClaimText]) -> None:
    assert _counts(starters(source)) == (0, 0, 0)
    assert {text.revision for text in ClaimText.objects.all()} == {1}


def test_a_loaded_claim_is_a_draft_that_no_public_page_shows(texts: dict[str, ClaimText]) -> None:
    assert set(texts) == {"en", "fa-af", "ps"}
    assert {text.state for text in texts.values()} == {State.DRAFT}
    assert not PublishedText.objects.filter(kind="rebuttal", published=True).exists()
    assert texts["ps"].published.address == f"/ps/rumours/{KEY}"


def test_wordings_begin_with_the_title_and_cards_keep_their_order(
    texts: dict[str, ClaimText],
) -> None:
    [one] = queries.shown([texts["fa-af"]])

    assert one.wordings == (TEXTS["fa-af"].said.title, *TEXTS["fa-af"].also)
    assert one.cards == ("work-while-waiting", "appeal-deadline")
    assert [(page.heading, page.live, page.in_doubt) for page in one.cites] == [
        ("Article 1", True, False)
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": Verdict.SCAM},
        {"verdict": Verdict.WAS_TRUE, "until": date(2024, 2, 26)},
        {"cards": ("appeal-deadline",)},
        {"countries": ()},
        {"texts": TEXTS | {"ps": replace(TEXTS["ps"], also=("a new way",))}},
    ],
)
def test_what_the_file_changes_is_changed(source: Source, texts, changed) -> None:
    assert _counts(starters(source, **changed)) == (0, 1, 0)
    assert _counts(starters(source, **changed)) == (0, 0, 0)
    assert Claim.objects.get().verdict == changed.get("verdict", Verdict.FALSE)


def test_a_citation_that_the_file_changes_is_changed_in_every_language(
    source: Source, texts: dict[str, ClaimText]
) -> None:
    other = starters(source, cites=(StarterCitation(source.key, "Article 2"),))

    assert _counts(other) == (0, 1, 0)
    headings = {page.heading for one in queries.shown([*texts.values()]) for page in one.cites}
    assert headings == {"Article 2"}


def test_edited_claims_and_narratives_are_left_alone(source: Source, texts) -> None:
    Claim.objects.update(edited=True)
    Narrative.objects.update(edited=True)
    file = starters(source, verdict=Verdict.SCAM)
    file = Starters((replace(STORY, names={"en": "Other"}),), file.claims)

    assert _counts(file) == (0, 0, 2)
    assert Claim.objects.get().verdict == Verdict.FALSE
    assert Narrative.objects.get().names == STORY.names


def test_a_claim_somebody_handed_on_is_left_alone(source: Source, texts) -> None:
    _in_review(texts["en"])

    assert _counts(starters(source, verdict=Verdict.SCAM)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"cites": (StarterCitation("no-such-page"),)}, "no registered page"),
        ({"cards": ("no-such-card",)}, "no card"),
        ({"narrative": "no-such-story"}, "no narrative"),
    ],
)
def test_what_a_claim_names_must_be_there(source: Source, texts, changed, named: str) -> None:
    with pytest.raises(ClaimFileError, match=named):
        load_claims(starters=starters(source, **changed))


def test_the_database_refuses_a_last_day_without_its_verdict(texts) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(until=date(2024, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(verdict=Verdict.WAS_TRUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(harm=4)


def test_a_change_of_the_page_turns_every_language_amber_and_bars_publishing(
    tmp_path: Path, source: Source, texts: dict[str, ClaimText]
) -> None:
    load_rule_sets()
    load_claims(starters=starters(source, cites=(StarterCitation(source.key),)))
    text = _in_review(queries.text_of(KEY, "ps"))
    assert _keys(text) == []

    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    assert {one.state for one in queries.shown([*texts.values()])} == {"amber"}
    assert _keys(text) == ["no_live_citation", "amber"]

    clear_doubts(text_id=text.published_id, how=ClearedHow.RECONFIRMED, actor="Demo Reader")
    assert _keys(text) == []


def _import_law(folder: Path, day: str, *articles: str) -> Source:
    body = "".join(f"<h2>Article {n}</h2><p>{said}</p>" for n, said in enumerate(articles, 1))
    url = "https://law.example.org/act"
    page = f'<html lang="en"><body><main><h1>The act</h1>{body}</main></body></html>'
    line = {"file": "a.html", "url": url, "language": "en", "publisher": "P",
            "fetched_at": f"2026-03-{day}T00:00:00Z"}  # fmt: skip
    write_mirror(folder / f"law{day}", {"a.html": page}, [line])
    import_folder(path=folder / f"law{day}")
    return Source.objects.get(url=url)


@pytest.mark.parametrize(("cited", "amber"), [("Articles 1 and 3", True), ("Article 2", False)])
def test_a_change_of_one_article_turns_amber_what_cites_it_in_a_list(
    tmp_path: Path, source: Source, texts: dict[str, ClaimText], cited: str, amber: bool
) -> None:
    said = ["An appeal ends after 14 days.", "Everybody may work.", "A lawyer costs 20 euros."]
    law = _import_law(tmp_path, "01", *said)
    load_claims(starters=starters(source, cites=(StarterCitation(law.key, cited),)))

    _import_law(tmp_path, "09", *said[:2], "A lawyer costs 90 euros.")

    [one] = queries.shown([queries.text_of(KEY, "en")])
    assert (one.amber is not None) is amber


def test_every_reason_against_publishing_is_named(texts: dict[str, ClaimText]) -> None:
    load_rule_sets()
    Source.objects.update(state=SourceState.FETCH_FAILED)
    text = texts["en"]
    text.sms = "ا" * 71

    assert _keys(text, sightings=2, reader=text.updated_by) == [
        "not_in_review", "faults", "no_live_citation", "own_words", "too_few_sightings",
    ]  # fmt: skip


def test_the_threshold_is_the_parameter_and_without_it_nothing_is_judged(
    texts: dict[str, ClaimText],
) -> None:
    text = _in_review(texts["en"])
    with pytest.raises(RuleSetError):
        _keys(text)

    load_rule_sets()
    Parameter.objects.filter(key="rebuttal-least-sightings").update(value=20)
    assert _keys(text, sightings=19) == ["too_few_sightings"]
    assert _keys(text, sightings=20) == []


def test_the_app_role_reads_and_writes_claims(texts: dict[str, ClaimText]) -> None:
    with as_app_role():
        assert queries.text_of(KEY, "en") is not None
        Wording.objects.create(text=texts["en"], said="said in another way", position=9)


def test_the_starter_set_loads_once_and_then_changes_nothing() -> None:
    load_register()
    load_cards()

    first, again = load_claims(), load_claims()

    assert (first.narratives, first.claims) == (8, 58)
    assert first.new == 66
    assert (again.new, again.changed, again.kept) == (0, 0, 0)
    assert (
        str(again)
        == "Narratives: 8, claims: 58 (0 new, 0 changed, 0 edited here and left as they are)."
    )


def _run(*words: str):
    return CliRunner().invoke(narratives, words)


def test_list_and_show_tell_machines_the_same(texts: dict[str, ClaimText]) -> None:
    load_rule_sets()

    [story] = json.loads(_run("list", "--lang", "ps", "--json").output)
    claim = json.loads(_run("show", KEY, "--lang", "ps", "--json").output)

    assert story["id"] == STORY.key
    assert [{name: claim[name] for name in story["claims"][0]}] == story["claims"]
    assert claim["title"] == TEXTS["ps"].said.title
    assert claim["public_from"] == {
        "sightings": 3, "citation": Parameter.objects.get(key="rebuttal-least-sightings").citation,
        "verified": False,
    }  # fmt: skip
    assert claim["citations"][0]["live"] is True


def test_list_filters_and_show_reads_for_people(texts: dict[str, ClaimText]) -> None:
    load_rule_sets()

    assert KEY in _run("list", "--verdict", "false", "--state", "draft").output
    assert "0 claims." in _run("list", "--verdict", "scam").output
    shown = _run("show", KEY).output
    assert "SMS: You may appeal." in shown
    assert "also told: they dont read appeals" in shown
    assert "3 independent sightings on (unverified)" in shown


@pytest.mark.parametrize("words", [("show", "none"), ("list", "--narrative", "none")])
def test_what_is_not_there_is_one_sentence(words) -> None:
    done = _run(*words)

    assert done.exit_code == 1
    assert "There is no" in done.output
    assert "wayforward narratives list" in done.output
