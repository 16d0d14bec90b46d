"""British English, in the style of the GOV.UK content guide."""
