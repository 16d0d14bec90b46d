"""What an operator writes into the environment, and how a mistake is said."""

import logging

import pytest

from wardmote.config.outside import mail_from, providers_from
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.logs import WithoutTokens, without_tokens

ENTRA = {
    "WARDMOTE_PROVIDERS": "council",
    "WARDMOTE_PROVIDER_COUNCIL_NAME": "Wendle Vale District Council",
    "WARDMOTE_PROVIDER_COUNCIL_ISSUER": "https://login.microsoftonline.com/0a1b/v2.0",
    "WARDMOTE_PROVIDER_COUNCIL_CLIENT_ID": "1234",
    "WARDMOTE_PROVIDER_COUNCIL_CLIENT_SECRET": "kept nowhere else",
    "WARDMOTE_PROVIDER_COUNCIL_DOMAINS": "Wendle.gov.uk, council.wendle.gov.uk",
}


def test_one_organisation_is_six_lines():
    (council,) = providers_from(ENTRA)
    assert council.domains == ("wendle.gov.uk", "council.wendle.gov.uk")
    assert not council.has_second_factor
    assert providers_from({}) == ()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"WARDMOTE_PROVIDER_COUNCIL_ISSUER": ""}, "COUNCIL_ISSUER is not set"),
        ({"WARDMOTE_PROVIDER_COUNCIL_CLIENT_SECRET": " "}, "CLIENT_SECRET is not set"),
        ({"WARDMOTE_PROVIDER_COUNCIL_DOMAINS": ""}, "DOMAINS is not set"),
        ({"WARDMOTE_PROVIDER_COUNCIL_ISSUER": "http://login.example"}, "https://"),
        ({"WARDMOTE_PROVIDER_COUNCIL_ISSUER": "login.example"}, "https://"),
        (
            {"WARDMOTE_PROVIDER_COUNCIL_ISSUER": "https://login.microsoftonline.com/common/v2.0"},
            "any tenant in the world",
        ),
        ({"WARDMOTE_PROVIDERS": "the/council"}, "letters and digits"),
        ({"WARDMOTE_PROVIDERS": "council,council"}, "the same e-mail domain"),
    ],
)  # fmt: skip
def test_a_mistake_stops_the_start_and_says_what_to_mend(changed, says):
    with pytest.raises(RuleBroken, match=says):
        providers_from(ENTRA | changed)


def test_mail_is_one_address():
    mail = mail_from("smtp://us%40er:pa%2Fss@mail.example:2525")
    assert (mail.host, mail.port, mail.user, mail.password) == (
        "mail.example", 2525, "us@er", "pa/ss",
    )  # fmt: skip
    assert mail.use_tls
    assert not mail.use_ssl
    assert "pa/ss" not in repr(mail)
    assert mail_from("smtps://mail.example").port == 465
    assert mail_from("").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://",
                                 "smtp://mail.example?tls=off"])  # fmt: skip
def test_mail_that_could_not_work_or_is_not_encrypted_is_refused(url):
    with pytest.raises(RuleBroken, match="WARDMOTE_MAIL_URL"):
        mail_from(url)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Gone: /link/abcdefghijklmnopqrstuv/", "Gone: /link/.../"),
        ("Forbidden: /sign-in/link/ABCdef_-ABCdef_-ABC/", "Forbidden: /sign-in/link/.../"),
        ("/back/?code=abc&state=def", "/back/?code=...&state=..."),
        ("Not Found: /people/7/link/", "Not Found: /people/7/link/"),
    ],
)
def test_logs_hold_no_tokens(line, kept):
    assert without_tokens(line) == kept
    record = logging.LogRecord("x", 30, "", 1, "%s", (line,), None)
    assert WithoutTokens("{message}", style="{").format(record) == kept


def test_the_log_that_is_used_drops_them(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "wardmote.kernel.logs.WithoutTokens"
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"
