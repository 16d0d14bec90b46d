"""Mail to members: headlines of what was released, as often as each has chosen."""
