"""The app of what proves a measure."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = "หลักฐาน"
