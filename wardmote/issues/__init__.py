"""Issues: one problem, one number, from whoever spotted it to whoever can solve it and back."""
