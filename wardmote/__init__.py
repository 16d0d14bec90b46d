"""The working system of a Community Safety Partnership."""
