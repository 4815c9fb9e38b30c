"""The workflows of core itself. A strand keeps its own beside their subjects."""

from wayforward.core.workflow.tables.document_review import DOCUMENT_REVIEW
from wayforward.core.workflow.tables.identity_judgement import IDENTITY_JUDGEMENT

__all__ = ["DOCUMENT_REVIEW", "IDENTITY_JUDGEMENT"]
