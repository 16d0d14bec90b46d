"""How Wardmote is put together: settings, addresses, web server entry."""
