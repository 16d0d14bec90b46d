"""Finding words in texts, on either database: a tool for the apps that keep texts."""
