"""Priority areas: proposals from evidence, decisions by people, the ward page."""
