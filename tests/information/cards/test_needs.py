"""What nothing answered is counted without a word of what was asked."""

from __future__ import annotations

import json

import pytest
from django.core import serializers
from django.test import Client

from wayforward.core.access.rules import Actor, Role
from wayforward.information.answers.card_finding import Unanswered
from wayforward.information.cards import needs_actions, queries
from wayforward.information.cards.models import Need

pytestmark = pytest.mark.django_db

RENT = Unanswered("ps", ("DE",), ("housing",), ("reception-centre",))


def test_the_same_need_is_counted_once_a_day_and_language() -> None:
    for _ in range(3):
        needs_actions.count_need(unanswered=RENT)
    needs_actions.count_need(unanswered=Unanswered("fa", ("DE",), ("housing",), ()))

    assert [(need.language, need.times) for need in queries.open_needs()] == [("ps", 3), ("fa", 1)]


def test_a_question_leaves_no_word_of_its_own(client: Client) -> None:
    said = "zebra marker Gulmina from Paktika wants a housing contract in Germany"

    client.post("/en/ask", {"q": said})

    kept = json.dumps(json.loads(serializers.serialize("json", Need.objects.all())))
    assert Need.objects.count() == 1
    assert [word for word in said.split() if len(word) > 3 and word.lower() in kept.lower()] == [
        "housing"
    ]


def test_a_need_is_set_aside_with_a_reason() -> None:
    needs_actions.count_need(unanswered=RENT)
    [need] = queries.open_needs()

    editor = Actor("Demo Editor", frozenset({Role.EDITOR}))
    needs_actions.set_aside(need_id=need.id, actor=editor, why="no official page exists")

    assert queries.open_needs() == []
