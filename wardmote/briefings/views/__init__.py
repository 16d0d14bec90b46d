"""The public pages, and those of councillors and clerks. All read releases alone."""
