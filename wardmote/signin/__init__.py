"""How people prove who they are: password, second factor, link by mail, their organisation."""
