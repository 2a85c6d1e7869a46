# No portal has a round yet (nothing made one before this): columns without a default fail loudly where one has.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('measures', '0002_review_of_measures'),
        ('reports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(choices=[('submit', 'เสนอให้พิจารณา'), ('recall', 'ดึงกลับมาแก้ไข'), ('endorse', 'เห็นชอบ'), ('return', 'ส่งกลับแก้ไข'), ('approve', 'อนุมัติ')], max_length=10)),
                ('name', models.CharField(max_length=150)),
                ('capacity', models.CharField(blank=True, max_length=450)),
                ('at', models.DateTimeField()),
                ('comment', models.TextField(blank=True)),
                ('declaration', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'การพิจารณารายงาน',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Endorser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'ผู้เห็นชอบก่อนอนุมัติ',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='RoundEndorser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_state_is_known',
        ),
        migrations.AddField(
            model_name='round',
            name='approver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='round',
            name='approver_name',
            field=models.CharField(max_length=150),
        ),
        migrations.AddField(
            model_name='round',
            name='approver_post',
            field=models.CharField(blank=True, max_length=450),
        ),
        migrations.AddField(
            model_name='round',
            name='evidence',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='round',
            name='notes',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='round',
            name='pictures',
            field=models.JSONField(),
        ),
        migrations.AddField(
            model_name='round',
            name='revision',
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name='edition',
            name='state',
            field=models.CharField(choices=[('draft', 'ฉบับร่าง'), ('submitted', 'รอพิจารณา'), ('recalled', 'ดึงกลับมาแก้ไข'), ('returned', 'ส่งกลับแก้ไข'), ('approved', 'อนุมัติแล้ว'), ('signed', 'อนุมัติและลงนามแล้ว'), ('published', 'เผยแพร่แล้ว'), ('replaced', 'ถูกแทนที่แล้ว'), ('withdrawn', 'เพิกถอนแล้ว')], default='draft', max_length=12, verbose_name='สถานะ'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'recalled', 'returned', 'approved', 'signed', 'published', 'replaced', 'withdrawn'])), name='edition_state_is_known'),
        ),
        migrations.AddField(
            model_name='decision',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='reports.round'),
        ),
        migrations.AddField(
            model_name='endorser',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsers', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='endorser',
            name='membership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='roundendorser',
            name='membership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='roundendorser',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsers', to='reports.round'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('move__in', ['submit', 'recall', 'endorse', 'return', 'approve'])), name='report_move_is_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('move', 'submit')), fields=('round',), name='round_submitted_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('move__in', ['recall', 'return', 'approve'])), fields=('round',), name='round_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('move', 'endorse')), fields=('round', 'by'), name='round_endorsed_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('move', 'return'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='report_return_has_words'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('move__in', ['submit', 'approve']), _negated=True), models.Q(('declaration', ''), _negated=True), _connector='OR'), name='submission_and_approval_are_declared'),
        ),
        migrations.AddConstraint(
            model_name='endorser',
            constraint=models.UniqueConstraint(fields=('agency', 'position'), name='endorser_once_a_position'),
        ),
        migrations.AddConstraint(
            model_name='endorser',
            constraint=models.UniqueConstraint(fields=('agency', 'membership'), name='endorser_once_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='roundendorser',
            constraint=models.UniqueConstraint(fields=('round', 'position'), name='round_endorser_once_a_position'),
        ),
    ]
