from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from measures import holds  # noqa: PLC0415 - models exist only now
        from reports import holding  # noqa: PLC0415 - models exist only now

        holds.add(holding.held)
