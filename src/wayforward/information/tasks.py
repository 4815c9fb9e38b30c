"""The background tasks of the room, gathered for the queue from its subjects."""

from wayforward.information.sources import tasks as sources_tasks

__all__ = ["sources_tasks"]
