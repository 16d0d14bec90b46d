"""The attacker: what can be worked out of partners' counts by who may not see them."""
