"""Addresses for signing in and out, and for one's own account."""

from django.urls import path

from wardmote.signin.views import account, coming_in, links, people, provider

urlpatterns = [
    path("sign-in/", coming_in.sign_in, name="sign-in"),
    path("sign-in/second-step/", coming_in.second_factor, name="second-factor"),
    path("sign-in/link/", links.ask_link, name="ask-link"),
    path("sign-in/link/<str:token>/", links.use_link, name="mail-link"),
    path("sign-in/with/<slug:key>/", provider.provider_start, name="provider-start"),
    path("sign-in/with/<slug:key>/back/", provider.provider_back, name="provider-back"),
    path("sign-out/", coming_in.sign_out, name="sign-out"),
    path("link/<str:token>/", coming_in.one_time_link, name="one-time-link"),
    path("account/", account.account, name="account"),
    path("account/confirm/", account.confirm, name="confirm"),
    path("account/app/", account.add_codes, name="add-app"),
    path("account/passkey/", account.add_key, name="add-passkey"),
    path("account/remove/", account.remove, name="remove-factor"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery-codes"),
    path(
        "account/recovery-codes/file/", account.recovery_codes_file, name="recovery-codes-file"
    ),
    path("people/<row:pk>/second-step/reset/", people.reset_factor, name="reset-factor"),
]
