"""What lists of agencies are sorted and searched by, which a database can't work out of Thai names by itself."""

from django.db import migrations, models

from accounts.list_order import list_order
from thai.text import fold


def fill(apps, schema_editor):
    """What is there is sorted and found, too."""
    model = apps.get_model("accounts", "Agency")
    some = []
    for each in model.objects.only("name", "province").iterator():
        each.list_order, each.folded_name = list_order(each.province, each.name), fold(each.name)
        some.append(each)
    model.objects.bulk_update(some, ["list_order", "folded_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_several_machines")]

    operations = [
        migrations.AddField("agency", "list_order", models.CharField(db_default="", default="", editable=False, max_length=2000)),
        migrations.AddField("agency", "folded_name", models.CharField(db_default="", default="", editable=False, max_length=500)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex("agency", models.Index(fields=["list_order", "id"], name="agency_in_order")),
        migrations.AddIndex("agency", models.Index(fields=["province"], name="agency_of_a_province")),
        migrations.AddIndex("agency", models.Index(fields=["department"], name="agency_of_a_department")),
    ]
