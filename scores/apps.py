"""The app of an agency's results."""

from django.apps import AppConfig


class ScoresConfig(AppConfig):
    name = "scores"
    verbose_name = "ผลคะแนน"
    default_auto_field = "django.db.models.BigAutoField"
