"""What people are told by mail about their own account."""

from django.conf import settings

from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.signin.mails import mail_text

RESET = """{officer} has reset the second step of your account at {name}.

Their reason: {reason}

You can sign in without it and set up another on your account page. If you did not ask for
this, tell {officer} or another partnership officer at once.
"""


def factor_was_reset(user: User, *, officer: str, reason: str) -> None:
    """Tell the person; their account page says the same where no mail is sent."""
    if settings.MAIL_IS_ON:
        name = this_partnership().name
        text = RESET.format(officer=officer, name=name, reason=reason)
        mail_text.enqueue(user.email, f"Your second step at {name} was reset", text)
