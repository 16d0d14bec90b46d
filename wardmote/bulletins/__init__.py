"""Bulletins for the public: composed from what is released, published, mailed once."""
