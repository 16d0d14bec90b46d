"""Dated rules that many apps count by: the bank holidays of England and Wales."""
