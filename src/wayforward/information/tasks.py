"""The background tasks of the room, gathered for the queue from its subjects."""

from wayforward.information.narratives.channels import tasks as channels_tasks
from wayforward.information.sources import tasks as sources_tasks
from wayforward.information.sources.evidence import tasks as evidence_tasks

__all__ = ["channels_tasks", "evidence_tasks", "sources_tasks"]
