from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit import heads  # noqa: PLC0415 - once all apps are there
        from measures import reopening_holds  # noqa: PLC0415 - models exist only now
        from measures.services.doubts import settled  # noqa: PLC0415 - models exist only now
        from reports.compiling import edition  # noqa: PLC0415 - models exist only now
        from reports.review import measures_on_hold  # noqa: PLC0415 - registers itself, with what needs settings
        from reports.signing import audit_head, checks, keys_told  # noqa: F401, PLC0415 - as above

        heads.CARRIERS[b"%PDF-"] = audit_head.head_in
        keys_told.register()
        reopening_holds.add(measures_on_hold.why_held)
        settled.kept_by(lambda plan: edition.settled_of(measures_on_hold.edition_of(plan)), edition.settle)
