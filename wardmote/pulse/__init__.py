"""Whether councillors feel informed: one question a quarter, and what is changed by it."""
