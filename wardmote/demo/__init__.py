"""The demo district: fictional, seeded, loaded as real data is."""
