"""Template tags used on every page."""
