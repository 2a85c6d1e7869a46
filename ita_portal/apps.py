from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401, PLC0415 - models exist only now
        from ita_portal.catalogue import forms as catalogue  # noqa: PLC0415
        from ita_portal.catalogue import linking  # noqa: PLC0415
        from ita_portal.catalogue.library import forms as library  # noqa: PLC0415
        from ita_portal.frame import draft_labels, errors, particulars  # noqa: PLC0415
        from ita_portal.office.forms import agency, people  # noqa: PLC0415
        from ita_portal.signin import log  # noqa: PLC0415
        from ita_portal.watching import error_reports  # noqa: PLC0415

        if settings.METRICS_TOKEN or settings.METRICS_ADDRESSES:
            from ita_portal.watching import figures  # noqa: PLC0415 - not loaded where nobody gathers figures

            figures.begin()
        if settings.SENTRY_DSN:
            error_reports.begin(settings.SENTRY_DSN)
        log.connect()
        errors.connect()
        draft_labels.add(
            {
                "accounts:agency": agency.AgencyForm,
                "accounts:unit": agency.UnitForm,
                "accounts:unit_add": agency.UnitForm,
                "accounts:person": people.PlaceForm,
                "accounts:invite": people.InviteForm,
                "accounts:particulars": particulars.ParticularsForm,
                "catalogue:item": catalogue.ItemForm,
                "catalogue:add": catalogue.NewItemForm,
                "catalogue:recommended": library.RecommendedForm,
                "catalogue:recommended_add": library.NewRecommendedForm,
                "me_particulars": particulars.ParticularsForm,
            },
            {"catalogue:forerunners": linking.label_of_link},
        )
