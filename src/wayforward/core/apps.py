"""The core room as a Django app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Names the room for Django."""

    name = "wayforward.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what allauth reports of passwords and second factors; check every model."""
        from wayforward.core.access import checks, receivers  # noqa: F401
