"""Everything that changes how somebody signs in."""
