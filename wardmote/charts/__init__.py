"""See the branch that builds it."""
