"""The database itself refuses to change a published edition, whoever asks."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER published_edition_stays BEFORE UPDATE ON frameworks_edition
WHEN OLD.status = 'published'
BEGIN SELECT RAISE(ABORT, 'a published edition stays as it is'); END
"""
_POSTGRES = """
CREATE FUNCTION refuse_published_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a published edition stays as it is' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER published_edition_stays BEFORE UPDATE ON frameworks_edition
FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION refuse_published_edition();
"""


def add_trigger(_apps, editor):
    editor.execute({"sqlite": _SQLITE, "postgresql": _POSTGRES}[editor.connection.vendor])


def drop_trigger(_apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER published_edition_stays ON frameworks_edition")
        editor.execute("DROP FUNCTION refuse_published_edition()")
    else:
        editor.execute("DROP TRIGGER published_edition_stays")


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]
    operations = [migrations.RunPython(add_trigger, drop_trigger)]
