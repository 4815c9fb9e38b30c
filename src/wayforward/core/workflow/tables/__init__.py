"""The workflows of core itself. A strand keeps its own beside their subjects."""

from wayforward.core.workflow.tables.document_review import DOCUMENT_REVIEW

__all__ = ["DOCUMENT_REVIEW"]
