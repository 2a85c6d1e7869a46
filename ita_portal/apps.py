from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks, errors, signin_log  # noqa: F401, PLC0415 - models exist only now

        signin_log.connect()
        errors.connect()
