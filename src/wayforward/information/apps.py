"""The information room as a Django app."""

from django.apps import AppConfig


class InformationConfig(AppConfig):
    """Names the room for Django."""

    name = "wayforward.information"
    label = "information"
    default_auto_field = "django.db.models.BigAutoField"
