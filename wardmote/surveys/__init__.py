"""Short surveys of the public by parish or ward: asked, answered, told once."""
