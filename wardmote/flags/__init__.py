"""Evidence weighed: which wards are in the top fifth, and why."""
