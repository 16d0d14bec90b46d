"""What a lock is made of: rows that never change, and rows that stay while in a state.

Pairs of a name and what it makes, for `Guards`; `said` is what the database answers.
"""

from collections.abc import Iterator, Sequence

from wardmote.audit.guards import refusing

Pair = tuple[str, str]


def refusal(said: str) -> str:
    """The statement by which PostgreSQL refuses."""
    return f"RAISE EXCEPTION '{said}';"


def trigger(name: str, when: str, function: str) -> Pair:
    """One of PostgreSQL's, asked for each row."""
    return name, f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {function}()"


def frozen_on_sqlite(table: str, said: str) -> Iterator[Pair]:
    """No row of it changes or goes."""
    for what in "UPDATE", "DELETE":
        yield refusing(f"{table}_no_{what.lower()}", f"{what} ON {table}", said)


def frozen_on_postgresql(table: str, function: str) -> Pair:
    return trigger(f"{table}_frozen", f"BEFORE UPDATE OR DELETE ON {table}", function)


def held_on_sqlite(table: str, state: str, columns: Sequence[str], said: str) -> Iterator[Pair]:
    """A row in this state stays, and these columns of it."""
    was = f"ON {table} WHEN OLD.state = '{state}'"
    changed = _changed(columns, "IS NOT")
    yield refusing(f"{table}_locked_update", f"UPDATE {was} AND ({changed})", said)
    yield refusing(f"{table}_locked_delete", f"DELETE {was}", said)


def held_function(table: str, state: str, columns: Sequence[str], said: str) -> Pair:
    """The same for PostgreSQL: what the trigger of `held_on_postgresql` calls."""
    refuse, changed = refusal(said), _changed(columns, "IS DISTINCT FROM")
    return (
        f"{table}_locked",
        f"""
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state = '{state}' THEN {refuse} END IF;
    RETURN OLD;
  END IF;
  IF OLD.state = '{state}' AND ({changed}) THEN {refuse} END IF;
  RETURN NEW;
END""",
    )


def held_on_postgresql(table: str) -> Pair:
    name = f"{table}_locked"
    return trigger(name, f"BEFORE UPDATE OR DELETE ON {table}", name)


def _changed(columns: Sequence[str], differs: str) -> str:
    return " OR ".join(f'OLD."{one}" {differs} NEW."{one}"' for one in columns)
