"""The strategic assessment: a year's evidence, what it means, and what comes first."""
