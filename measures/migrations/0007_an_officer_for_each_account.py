from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from thai.text import fold


def name_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Everybody with an account becomes one who can be named as responsible, as newcomers do since."""
    officers = apps.get_model("measures", "Officer").objects
    members = apps.get_model("accounts", "Membership").objects.filter(is_active=True, user__is_active=True)
    for each in members.select_related("user").order_by("pk"):
        here = officers.filter(agency_id=each.agency_id)
        if here.filter(user_id=each.user_id).exists():
            continue
        named = [row.pk for row in here.filter(user=None) if fold(row.name) == fold(each.user.name)]
        if named:
            officers.filter(pk__in=named).update(user_id=each.user_id)
        elif not here.filter(name=each.user.name, post=each.post, unit_id=each.unit_id).exists():
            facts = {"name": each.user.name, "post": each.post, "unit_id": each.unit_id}
            officers.create(agency_id=each.agency_id, user_id=each.user_id, **facts)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_one_draft_a_page'),
        ('measures', '0006_words'),
    ]

    operations = [migrations.RunPython(name_all, migrations.RunPython.noop)]
