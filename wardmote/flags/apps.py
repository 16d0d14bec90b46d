"""What the app does when it starts."""

from django.apps import AppConfig

from wardmote.datasets.listeners import figures_changed


class FlagsConfig(AppConfig):
    """Learns ahead whenever figures have changed, so that no page waits for it."""

    name = "wardmote.flags"

    def ready(self) -> None:
        figures_changed.connect(_learn, dispatch_uid="flags learn ahead")


def _learn(**_: object) -> None:
    from wardmote.flags.ahead import learn_ahead

    learn_ahead()
