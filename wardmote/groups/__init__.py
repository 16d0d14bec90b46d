"""The Board, the T&CG, the PSG and others, and who sits on them."""
