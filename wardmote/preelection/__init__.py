"""The time before an election: what goes out to the public is held, or let out by name."""
