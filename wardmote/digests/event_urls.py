"""The one address at which the chosen mail provider tells what came back."""

from anymail import urls as theirs
from django.conf import settings
from django.urls import path

PROVIDER = f"{settings.MAIL_EVENTS}/tracking/"
VIEWS = [one.callback for one in theirs.urlpatterns if str(one.pattern) == PROVIDER]

urlpatterns = [path("", view, name="mail-events") for view in VIEWS]
