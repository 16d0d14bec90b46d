"""The one door: what has been cleared, for whom, from when."""
