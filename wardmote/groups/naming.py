"""The guard over free text: what may point to a person is asked about before it is kept."""

from wardmote.groups.models import Group
from wardmote.kernel.personal import Found, check_points_to_nobody, traces
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import Organisation
from wardmote.places.models import Place


def known_names() -> list[str]:
    """Names of places and bodies: capitalised, and no person's."""
    ours = this_partnership()
    return [
        ours.name,
        ours.district_name,
        *Place.objects.values_list("name", flat=True).distinct(),
        *Organisation.objects.values_list("name", flat=True),
        *Group.objects.values_list("name", flat=True),
    ]


def found_in(text: str) -> list[Found]:
    """What the guard finds in a text: to be shown to whoever decides on it."""
    return traces(text, known_names())


def check_names_no_person(text: str, checked: bool, about: str) -> None:
    """Refuse a text that may point to a person until somebody says that they have checked."""
    if not checked:
        check_points_to_nobody(text, known_names(), about=about)
