"""What the machine that signs tells the others of its keys: never a key, only what any signed file shows."""

from django.db import models


class KeyTold(models.Model):
    """Of an agency's folder of keys, by the agency's slug; under no slug, of the installation.

    `sources` are the places in which a key for it may be, `certificates` and `problems` by place what each shows, or
    why it can't; `lying` holds the certificates that lie openly there, of the installation all roots that are trusted,
    as PEM. `state` names what was read; `at` is when the machine last looked.
    """

    slug = models.CharField(max_length=50, unique=True, blank=True)
    sources = models.JSONField(default=list)
    certificates = models.JSONField(default=dict)
    problems = models.JSONField(default=dict)
    lying = models.TextField(blank=True)
    state = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "ข้อมูลใบรับรองจากเครื่องสำหรับลงนาม"
