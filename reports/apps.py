from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit import heads  # noqa: PLC0415 - once all apps are there
        from measures import holds  # noqa: PLC0415 - models exist only now
        from reports import checks, holding, witness  # noqa: F401, PLC0415 - registers itself, with what needs settings

        heads.CARRIERS[b"%PDF-"] = witness.head_in
        holds.add(holding.held)
