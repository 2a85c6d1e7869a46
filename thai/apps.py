from django.apps import AppConfig


class ThaiConfig(AppConfig):
    name = "thai"
    default_auto_field = "django.db.models.BigAutoField"
