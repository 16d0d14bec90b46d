"""Plain Python that every app may use: errors, periods, numbers. No Django."""
