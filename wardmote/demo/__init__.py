"""Wendle Vale: an invented district whose files are in the public formats.

Every place, organisation and person in it is made up, and it lies in the North Sea, so
that nobody can mistake it for a real one.
"""
