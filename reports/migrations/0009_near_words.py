from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from thai.text import loose


def near(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What is already published is found by words near its own, too."""
    for each in apps.get_model("reports", "Publication").objects.only("search").iterator():
        each.near = loose(each.search)
        each.save(update_fields=["near"])


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='near',
            field=models.TextField(default=''),
        ),
        migrations.RunPython(near, migrations.RunPython.noop),
    ]
