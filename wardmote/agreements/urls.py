"""Addresses of agreements, signing, and restricted text's safeguards."""

from django.urls import path

from wardmote.agreements.views import parties, register, restricted, sharing

ONE = "agreements/<row:pk>/"
PARTY = ONE + "parties/<row:party>/"

urlpatterns = [
    path("sharing/", sharing.sharing, name="sharing"),
    path("agreements/", register.agreements, name="agreements"),
    path("agreements/signatures.csv", register.signatures_csv, name="signatures-csv"),
    path("agreements/new/", register.new_agreement, name="agreement-new"),
    path(ONE, register.agreement, name="agreement"),
    path(ONE + "change/", register.change, name="agreement-change"),
    path(ONE + "version/", register.new_version, name="agreement-version"),
    path(ONE + "reviewed/", register.reviewed, name="agreement-reviewed"),
    path(ONE + "close/", register.close, name="agreement-close"),
    path(ONE + "parties/new/", register.new_parties, name="parties-new"),
    path(PARTY, parties.party, name="party"),
    path(PARTY + "sign/", parties.sign_here, name="party-sign"),
    path(PARTY + "paper/", parties.sign_on_paper, name="party-paper"),
    path(PARTY + "form.pdf", parties.form_pdf, name="party-form"),
    path(PARTY + "copies/<row:signature>/", parties.copy, name="party-copy"),
    path(PARTY + "signatory/", parties.signatory, name="party-signatory"),
    path(PARTY + "extend/", parties.extend, name="party-extend"),
    path(PARTY + "agree/", parties.agree, name="party-agree"),
    path(PARTY + "leave/", parties.leave, name="party-leave"),
    path("restricted/", restricted.restricted, name="restricted"),
    path("restricted/on/", restricted.switch, {"to": "on"}, name="restricted-on"),
    path("restricted/off/", restricted.switch, {"to": "off"}, name="restricted-off"),
    path(
        "restricted/concerns/on/", restricted.switch_concerns, {"to": "on"}, name="concerns-on"
    ),
    path(
        "restricted/concerns/off/",
        restricted.switch_concerns,
        {"to": "off"},
        name="concerns-off",
    ),
    path("restricted/<slug:what>/", restricted.record_safeguard, name="restricted-record"),
]
