"""Text that only signatories may read, and its own search index. Nothing else links here."""
