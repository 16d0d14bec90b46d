"""Meetings: agenda, attendance, minutes, decisions; reading and mending old minutes."""
