"""Pages of issues, for agencies that signed."""
