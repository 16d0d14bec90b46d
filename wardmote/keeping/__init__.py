"""Keeping it: backup and restore."""
