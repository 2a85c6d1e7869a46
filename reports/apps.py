from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit import heads  # noqa: PLC0415 - once all apps are there
        from reports import checks, witness  # noqa: F401, PLC0415 - registers itself, with what needs settings

        heads.CARRIERS[b"%PDF-"] = witness.head_in
