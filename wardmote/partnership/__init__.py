"""The partnership's own settings: its name, logo, district and thresholds."""
