from django.db import migrations

_COLUMNS = ('name', 'slot', 'attempts', 'started_at', 'ended_at', 'compared', 'differences', 'note')


def move_runs(apps, schema_editor):
    """Take the runs along to the app of their own, oldest first: the last one of a name is asked for."""
    runs = apps.get_model('runs', 'Run').objects
    for row in apps.get_model('assessments', 'Run').objects.order_by('id').values(*_COLUMNS).iterator(chunk_size=2000):
        runs.get_or_create(name=row.pop('name'), slot=row.pop('slot'), defaults=row)


def move_back(apps, schema_editor):
    runs = apps.get_model('assessments', 'Run').objects
    for row in apps.get_model('runs', 'Run').objects.order_by('id').values(*_COLUMNS).iterator(chunk_size=2000):
        runs.get_or_create(name=row.pop('name'), slot=row.pop('slot'), defaults=row)


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_waiting_rows_apart'),
        ('runs', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(move_runs, move_back),
        migrations.DeleteModel(name='Run'),
    ]
