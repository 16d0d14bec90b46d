"""Start pages, settings and people: what signed-in staff open first."""
