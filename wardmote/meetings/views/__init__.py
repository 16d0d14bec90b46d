"""Pages of meetings: ask, call one use case, show the answer."""
