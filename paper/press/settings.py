"""What Django needs to draw a report's page, and nothing that a portal has to keep: neither keys nor a database."""

from pathlib import Path

INSTALLED_APPS = ["paper"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parents[2] / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["thai.templatetags.thai"]},
    }
]
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "th", "Asia/Bangkok", True
