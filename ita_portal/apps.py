from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401, PLC0415 - models exist only now
        from ita_portal.frame import errors  # noqa: PLC0415 - models exist only now
        from ita_portal.signin import log  # noqa: PLC0415 - models exist only now

        log.connect()
        errors.connect()
