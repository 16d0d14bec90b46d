"""The partnership's contact on pages and in mails."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wardmote.kernel.contact import linked

register = template.Library()


@register.filter
def as_links(contact: str, look: str = "govuk-link") -> SafeString:
    """Its e-mail addresses as links, everything else as text."""
    return format_html_join("", "{}", ((_part(*one, look),) for one in linked(contact)))


def _part(words: str, href: str, look: str) -> str:
    return format_html('<a class="{}" href="{}">{}</a>', look, href, words) if href else words
