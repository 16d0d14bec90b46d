"""Attacks, and what must stand against them (governance C)."""
