"""Wards, divisions, parishes by boundary edition, and who represents them."""
