"""What we claim about speed and accuracy, each one command."""
