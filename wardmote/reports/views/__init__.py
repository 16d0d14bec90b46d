"""Pages of reports, for partners."""
