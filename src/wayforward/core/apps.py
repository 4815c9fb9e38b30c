"""The core room as a Django app."""

from django.apps import AppConfig
from django.core.checks import register


class CoreConfig(AppConfig):
    """Names the room for Django."""

    name = "wayforward.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what allauth reports, register what steps set going, check models and workflows."""
        from wayforward.core.access import checks, receivers  # noqa: F401
        from wayforward.core.documents.letters import printing  # noqa: F401  # an effect of a step
        from wayforward.core.persons.desk import offering  # noqa: F401  # fills disclosures
        from wayforward.core.workflow.checks import check_workflows

        register(check_workflows)
