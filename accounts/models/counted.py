"""What is counted for a while, where machines that share the database see it."""

from django.db import models


class Counted(models.Model):
    """A row of Django's cache in the database (ita_portal/caches/): failed sign-ins, used codes, who asks how often.

    Nothing but that cache reads or writes it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "ค่าที่นับไว้ชั่วคราว"
        db_table = "portal_cache"
