"""Quarterly data reports: drafted, agreed, frozen, published."""
