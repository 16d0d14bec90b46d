"""Protective markings that pages, papers and files of several apps bear."""

OFFICE = "OFFICIAL: partnership office"
PARTNERS = "OFFICIAL-SENSITIVE: partners"
RESTRICTED = "OFFICIAL-SENSITIVE: restricted to the agencies of its groups"
TOLD = "OFFICIAL-SENSITIVE: you and the group that hears concerns"
