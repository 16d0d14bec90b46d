"""What is published, for anybody's own programs, pages and readers."""
