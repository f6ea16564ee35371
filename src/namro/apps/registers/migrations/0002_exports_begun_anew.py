from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0001_registers'),
    ]

    operations = [
        migrations.AddField(
            model_name='registerexport',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
