from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import newcomers  # noqa: PLC0415 - models exist only now
        from measures.services import people  # noqa: PLC0415 - models exist only now

        newcomers.add(people.welcome)
