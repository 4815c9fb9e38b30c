"""Turns of hosts live for seconds: they need not survive a crash, and need not wait for the disk."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0009_acted_on'),
    ]

    operations = [
        migrations.RunSQL(
            ["ALTER TABLE information_hostpace SET UNLOGGED"],
            ["ALTER TABLE information_hostpace SET LOGGED"],
        ),
    ]
