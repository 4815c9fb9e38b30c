"""What steps set going: handlers by name, registered by the rooms that own the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wayforward.core.workflow.models import Moving
from wayforward.core.workflow.registry import declared
from wayforward.core.workflow.table import Effect, EffectKind

Handler = Callable[[Moving], None]
_handlers: dict[Effect, Handler] = {}


class NoHandlerError(LookupError):
    """A table names an effect that nothing carries out: a defect, so nothing is moved."""


def handles(kind: EffectKind, name: str) -> Callable[[Handler], Handler]:
    """Register a function as what carries out an effect; it runs in the transaction of the step."""

    def register(handler: Handler) -> Handler:
        _handlers[Effect(kind, name)] = handler
        return handler

    return register


def handler_of(effect: Effect) -> Handler:
    """The function. Raises NoHandlerError."""
    try:
        return _handlers[effect]
    except KeyError:
        raise NoHandlerError(f"Nothing carries out the {effect.kind} {effect.name}.") from None


def without_handler() -> Iterator[tuple[str, str, Effect]]:
    """Every effect that nothing carries out: workflow, step, effect. For the check at start."""
    for name, one in declared().items():
        for step in one.workflow.transitions:
            for effect in step.effects:
                if effect.kind is not EffectKind.EVENT and effect not in _handlers:
                    yield name, step.name, effect
