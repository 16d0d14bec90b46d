"""Evidence as it arrives: the source register, imports, counts."""
