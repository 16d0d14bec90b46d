"""Questions asked about issues."""
