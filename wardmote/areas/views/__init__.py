"""Pages of wards and of priority areas."""
