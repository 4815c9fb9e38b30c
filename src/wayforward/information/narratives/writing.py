"""Writes the words of a claim text, its wordings and what it stands on. Called by writers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Func, Value

from wayforward.core.citations.actions import Cited, publish, retitle
from wayforward.core.citations.models import PublishedText
from wayforward.information.answers import indexing
from wayforward.information.narratives.matching.embedding import embed_soon
from wayforward.information.narratives.matching.scoring import document
from wayforward.information.narratives.models import Claim, ClaimText, Wording
from wayforward.information.narratives.rules import State, Words

KIND = "rebuttal"  # of its texts in the citation graph


def address(language: str, key: str) -> str:
    """Where a rebuttal stands on the public site."""
    return f"/{language}/rumours/{key}"


def new_text(
    claim: Claim, language: str, said: Words, wordings: Sequence[str], cited: Iterable[Cited],
    actor: str,
) -> ClaimText:  # fmt: skip
    """A claim's text in one more language: a draft, in the citation graph but not yet public."""
    text = ClaimText(
        claim=claim, language=language, published=_cite(claim, language, said, cited), revision=0
    )
    _write(text, said, wordings, actor)
    return text


def rewrite(
    text: ClaimText, said: Words, wordings: Sequence[str], cited: Iterable[Cited], actor: str
) -> None:
    """Have a draft say something else and stand on something else; counts a save."""
    _cite(text.claim, text.language, said, cited)
    _write(text, said, wordings, actor)


def change(text: ClaimText, said: Words, wordings: Sequence[str], actor: str) -> None:
    """Have a text say something else on the same pages: a draft, out of public; counts a save."""
    retitle(text_id=text.published_id, title=said.title, published=False)
    _write(text, said, wordings, actor)


def add_wording(text: ClaimText, said: str) -> None:
    """One more way the claim is told, found from now on."""
    known = [row.said for row in text.wordings.order_by("position")]
    if said in known:
        return
    _index(text, [*known, said])
    text.save(update_fields=["words", "bones", "search"])
    _write_wordings(text, [*known, said])


def words_of(text: ClaimText) -> Words:
    """What a text says."""
    return Words(
        title=text.title,
        fact=tuple(text.fact),
        wrong=tuple(text.wrong),
        instead=tuple(text.instead),
        sms=text.sms,
        radio=text.radio,
        who=text.who,
    )


def _cite(claim: Claim, language: str, said: Words, cited: Iterable[Cited]) -> PublishedText:
    return publish(
        kind=KIND,
        key=claim.key,
        language=language,
        title=said.title,
        address=address(language, claim.key),
        cited=cited,
        published=False,
    )


def _write(text: ClaimText, said: Words, wordings: Sequence[str], actor: str) -> None:
    text.title, text.who, text.sms, text.radio = said.title, said.who, said.sms, said.radio
    text.fact, text.wrong, text.instead = list(said.fact), list(said.wrong), list(said.instead)
    text.state, text.revision, text.updated_by = State.DRAFT, text.revision + 1, actor
    _index(text, wordings)
    text.save()
    _write_wordings(text, wordings)


def _index(text: ClaimText, wordings: Sequence[str]) -> None:
    """What a report is compared with, beside the vectors."""
    known = document(wordings)
    text.words, text.bones = known.words, known.bones
    words = list(indexing.words_of(" . ".join(wordings)))
    text.search = Func(Value(words), function="array_to_tsvector")


def _write_wordings(text: ClaimText, wordings: Sequence[str]) -> None:
    """Those that stay keep their vectors."""
    text.wordings.exclude(said__in=wordings).delete()
    known = {row.said: row for row in text.wordings.all()}
    for position, said in enumerate(wordings):
        if said in known:
            Wording.objects.filter(pk=known[said].pk).update(position=position)
        else:
            Wording.objects.create(text=text, said=said, position=position)
    embed_soon()
