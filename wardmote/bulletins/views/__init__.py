"""The archive, the officers' desk, the list of those who get letters."""
