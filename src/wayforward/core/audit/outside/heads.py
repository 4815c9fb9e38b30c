"""The signed heads: whether they are signed, follow on each other, are those that others kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from wayforward.core.audit.outside.chains import Fault, Mark
from wayforward.core.outside.reading import DoesNotHoldError, digest_of
from wayforward.core.outside.signatures import IsSigned

HEAD_KIND = "wayforward audit head"
Head = dict[str, Any]  # "document", as published; "heads", the chains behind it


def leaf_of(head: str, chain: str, sequence: int, own: str) -> str:
    """What stands in a published head for a party's chain: nobody reads a name or number in it."""
    return digest_of([head, chain, sequence, own])


def check_heads(
    heads: list[Head], is_signed: IsSigned, *, whole: bool = True
) -> tuple[dict[str, list[Mark]], list[Fault]]:
    """Check the heads as they follow; how far each chain had come by those that hold, the faults.

    Unless `whole`, only some of the chains stand beside each document.
    """
    marks: dict[str, list[Mark]] = {}
    faults: list[Fault] = []
    before = ""
    for head in heads:
        document = head["document"]
        problem = _problem(head, before, is_signed, whole)
        if problem is not None:
            what, said = problem
            faults.append(
                Fault(what, "", None, None, f"The head of {document.get('name')} {said}.")
            )
        else:
            for one in head["heads"]:
                mark = Mark(document["name"], one["sequence"], one["hash"])
                marks.setdefault(one["chain"], []).append(mark)
        before = digest_of(document)
    return marks, faults


def _problem(head: Head, before: str, is_signed: IsSigned, whole: bool) -> tuple[str, str] | None:
    document, chains = head["document"], head["heads"]
    if document.get("kind") != HEAD_KIND or not is_signed(document):
        return "head_unsigned", "does not bear our signature"
    if document.get("previous") != before:
        return "head_missing", "does not follow on the head before it: one is missing"
    told = [_told(document["name"], one) for one in chains]
    signed = [*document["streams"], *document["sealed"]]
    if any(one not in signed for one in told) or (whole and len(told) != len(signed)):
        return "head_altered", "was signed over other chains than those that stand beside it"
    return None


def _told(head: str, one: dict[str, Any]) -> Any:
    """What a published head says of a chain: everything, or of a party's chain its leaf."""
    if one["party"]:
        return leaf_of(head, one["chain"], one["sequence"], one["hash"])
    return {"stream": one["chain"], "sequence": one["sequence"], "hash": one["hash"]}


def compare_kept(heads: list[Head], kept: Iterable[dict[str, Any]]) -> list[Fault]:
    """Compare with heads that somebody kept: a head of ours that is another or gone is a fault."""
    ours = {head["document"]["name"]: digest_of(head["document"]) for head in heads}
    faults = []
    for document in kept:
        name = str(document.get("name"))
        if name not in ours:
            said = f"The head of {name} was kept, but is no longer in the log: it was removed."
            faults.append(Fault("head_missing", "", None, None, said))
        elif ours[name] != digest_of(document):
            said = f"The head of {name} that was kept is another than the one in the log."
            faults.append(Fault("head_altered", "", None, None, said))
    return faults


def kept_heads(folder: Path) -> Iterator[dict[str, Any]]:
    """The heads in a folder, one JSON file each."""
    for path in sorted(folder.glob("*.json")):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise DoesNotHoldError(f"The file {path} is damaged.") from None
        if isinstance(document, dict) and document.get("kind") == HEAD_KIND:
            yield document
