"""The site room as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Names the room for Django."""

    name = "wayforward.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
