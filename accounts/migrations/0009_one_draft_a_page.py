from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def give_way(apps, schema_editor):
    """Words that stood beside newer ones of their page are thrown away, with a day's way back."""
    for draft in apps.get_model("accounts", "Draft").objects.filter(page__contains="?earlier="):
        draft.page = draft.page.partition("?")[0]
        draft.thrown_at = draft.thrown_at or timezone.now()
        draft.save(update_fields=["page", "thrown_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_agency_emblem"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="draft", name="draft_once_a_person_and_page"),
        migrations.RunPython(give_way, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("user", "page"), condition=models.Q(("thrown_at", None)), name="one_draft_a_person_and_page"
            ),
        ),
    ]
