from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import errors, signin_log  # noqa: PLC0415 - models exist only now

        signin_log.connect()
        errors.connect()
