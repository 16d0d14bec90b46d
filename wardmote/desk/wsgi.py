"""The web server's entry under `wardmote serve`: it ends when that command does."""

import os

from django.core.wsgi import get_wsgi_application

from wardmote.desk.server import SERVER, end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardmote.config.settings")
application = get_wsgi_application()
end_with(int(os.environ[SERVER]))
