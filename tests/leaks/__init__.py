"""What is not public never reaches a reader who may not have it, by any output."""
