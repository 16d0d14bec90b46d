"""What an app's index keeps of one thing."""

from django.db import models


class Indexed(models.Model):
    """The words of one thing, as `rules.words_of` splits them, by how much they weigh.

    An app's own table inherits this, keyed by the thing; its migration calls
    `schema.make_index`, and so does every later one that changes the table (on SQLite a
    table that is made anew loses its triggers).
    """

    title = models.TextField(blank=True)
    about = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        abstract = True
