"""The register of agreements, signing, and what restricted text waits for."""
