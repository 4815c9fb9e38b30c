"""Which forms a text can be passed on in, and why not in the others. Sets nothing: it is cheap."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.materials import plain, wording
from wayforward.information.materials.files import FILES
from wayforward.information.materials.fitting import FORMS, fitted
from wayforward.information.materials.refusals import MaterialRefusalError
from wayforward.information.materials.texts import Kind, MaterialText, Picture


@dataclass(frozen=True, slots=True)
class Offer:
    """A file somebody may take, by its words; `why_not` is a sentence where it cannot be made."""

    file: str
    kind: Kind
    name: str
    why_not: str = ""


def offers(
    text: MaterialText, kinds: Collection[Kind] = tuple(Kind), *, drawings: bool = True
) -> list[Offer]:
    """Every file of some kinds, in their order, in the language of the moment.

    `drawings`: pictures as SVG too, which printers want and messengers do not show.
    """
    return [
        Offer(file, kind, f"{wording.KINDS[kind]} · {file.rsplit('.', 1)[1].upper()}",
              why_not(kind, text))
        for file, (kind, picture) in FILES.items()
        if kind in kinds and (drawings or picture is Picture.PNG)
    ]  # fmt: skip


def why_not(kind: Kind, text: MaterialText) -> str:
    """Why a form cannot be made, as far as counting tells; empty where it can."""
    try:
        if kind in FORMS:
            fitted(kind, text)
        elif kind is Kind.SMS:
            plain.sms(text)
        else:
            plain.radio(text)
    except MaterialRefusalError as refusal:
        return wording.in_words(refusal)
    except RuleSetError as problem:
        return str(problem)
    return ""
