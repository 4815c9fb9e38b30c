"""The information room as a Django app."""

from django.apps import AppConfig


class InformationConfig(AppConfig):
    """Names the room for Django."""

    name = "wayforward.information"
    label = "information"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answers listen to sources: each reading becomes passages, each batch gets its vectors."""
        from wayforward.information.answers.actions import embed_pending, index_reading
        from wayforward.information.sources.hooks import on_reading, on_settled

        def index(reading_id: int) -> None:
            index_reading(reading_id=reading_id)

        on_reading(index)
        on_settled(lambda say: embed_pending(say=say))
