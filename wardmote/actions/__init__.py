"""Actions: owner, due, chased. Issues and meetings use them; this app knows neither."""
