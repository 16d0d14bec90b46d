"""What makes the database refuse to change the trail, and PostgreSQL seal it.

SQLite lets one transaction write at a time, so `record` seals an entry as it writes it.
On PostgreSQL a transaction may go on for long after its entry is written; the seal is set
by a deferred trigger as it commits, when it waits for nothing else, so writers queue for
the chain's head only then and cannot block each other.
"""

from wardmote.audit.guards import Guards, refusing

TABLES = ("audit_entry", "audit_seal", "audit_head")
SAID = "the audit trail is append-only"


def _refused(name: str, when: str) -> tuple[str, str]:
    return refusing(name, when, SAID)


#: name -> statement that makes it
SQLITE = dict(
    [
        _refused("audit_no_update", "UPDATE ON audit_entry"),
        _refused("audit_seal_no_update", "UPDATE ON audit_seal"),
        _refused(
            "audit_head_only_on",
            "UPDATE ON audit_head WHEN NEW.number <= OLD.number OR NEW.id <> OLD.id",
        ),
        _refused("audit_no_delete", "DELETE ON audit_entry"),
        _refused("audit_seal_no_delete", "DELETE ON audit_seal"),
        _refused("audit_head_no_delete", "DELETE ON audit_head"),
        # REPLACE deletes without a DELETE trigger
        _refused(
            "audit_no_replace",
            "INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)",
        ),
        _refused(
            "audit_head_no_replace",
            "INSERT ON audit_head WHEN EXISTS (SELECT 1 FROM audit_head WHERE id = NEW.id)",
        ),
        _refused(
            "audit_seal_no_replace",
            "INSERT ON audit_seal WHEN EXISTS (SELECT 1 FROM audit_seal WHERE number = "
            "NEW.number OR entry_id = NEW.entry_id OR previous = NEW.previous)",
        ),
    ]
)
FUNCTIONS = {
    "audit_refuse": f"BEGIN RAISE EXCEPTION '{SAID}'; END",
    "audit_head_only_on": f"""
BEGIN
  IF NEW.number <= OLD.number OR NEW.id <> OLD.id THEN RAISE EXCEPTION '{SAID}'; END IF;
  RETURN NEW;
END""",
    "audit_seal_entry": """
DECLARE
  head audit_head;
  fresh text;
BEGIN
  SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_head (id, number, hash) VALUES (1, 0, repeat('0', 64))
      ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
  END IF;
  fresh := encode(sha256(convert_to(
    concat_ws(':', head.hash, head.number + 1, NEW.id, NEW.digest), 'UTF8')), 'hex');
  INSERT INTO audit_seal (number, entry_id, previous, hash)
    VALUES (head.number + 1, NEW.id, head.hash, fresh);
  UPDATE audit_head SET number = head.number + 1, hash = fresh WHERE id = 1;
  RETURN NULL;
END""",
}
POSTGRESQL = {
    **{
        f"{table}_no_change": f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE "
        f"ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        for table in TABLES[:2]
    },
    "audit_head_no_delete": "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "audit_head_only_on": "CREATE TRIGGER audit_head_only_on BEFORE UPDATE ON audit_head "
    "FOR EACH ROW EXECUTE FUNCTION audit_head_only_on()",
    **{
        f"{table}_no_truncate": f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE "
        f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in TABLES
    },
    "audit_seal_entry": "CREATE CONSTRAINT TRIGGER audit_seal_entry AFTER INSERT "
    "ON audit_entry DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION audit_seal_entry()",
}


TRAIL = Guards(TABLES, SQLITE, POSTGRESQL, FUNCTIONS)
