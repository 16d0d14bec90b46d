"""Errors for everything a person can put right."""


class RuleBroken(Exception):  # noqa: N818 - named for what a person reads
    """A refusal in words for the screen: what happened and what to do instead.

    `about` names the form field concerned. Whoever raises it has changed nothing.
    """

    def __init__(self, message: str, *, about: str | None = None) -> None:
        super().__init__(message)
        self.about = about


class Stale(RuleBroken):
    """Somebody changed it after this page was opened. Nothing was overwritten."""
