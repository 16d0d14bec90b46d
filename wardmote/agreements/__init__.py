"""Sharing and service agreements: who signed what, until when, and what that opens."""
