"""Ways to tamper with the trail, by somebody who owns the database and its triggers."""

from django.db import connection

from wardmote.audit.models import Entry, Head, Seal
from wardmote.audit.rules import START, seal_of

COLUMNS = ("at", "actor_id", "actor", "verb", "subject", "details", "digest")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def sealed_now():
    """PostgreSQL seals at commit: have it do so now, inside a test's transaction."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("SET CONSTRAINTS ALL DEFERRED")


def numbers(chance, count=1):
    return chance.sample(list(Seal.objects.values_list("number", flat=True)), count)


def entry_of(number):
    return Entry.objects.get(seal__number=number)


def edit(chance):
    """Another value in one column of one entry, its digest made anew or not."""
    (number,) = numbers(chance)
    entry = entry_of(number)
    values = {
        "at": entry.at.replace(microsecond=chance.randint(1, 999_999)),
        "actor_id": chance.randint(1000, 9999),
        "actor": f"{entry.actor} ",
        "verb": "area.confirmed",
        "subject": f"E{chance.randint(0, 10**9)}",
        "details": {**entry.details, "reason": chance.random()},
    }
    column = chance.choice(list(values))
    Entry.objects.filter(pk=entry.pk).update(**{column: values[column]})
    if chance.random() < 0.5:
        fresh = Entry.objects.get(pk=entry.pk).deed.digest
        Entry.objects.filter(pk=entry.pk).update(digest=fresh)
    return number


def edit_digest(chance):
    (number,) = numbers(chance)
    Entry.objects.filter(seal__number=number).update(digest=f"{chance.getrandbits(256):064x}")
    return number


def edit_and_seal_anew(chance):
    """An entry edited, digest and seal made to fit: what follows no longer does."""
    (number,) = chance.sample(range(1, Seal.objects.count()), 1)
    entry = entry_of(number)
    Entry.objects.filter(pk=entry.pk).update(actor="Somebody else")
    _seal_anew(number, number)
    return number + 1


def _seal_anew(first, last):
    before = Seal.objects.filter(number=first - 1).first()
    previous = before.hash if before else START
    for seal in Seal.objects.filter(number__gte=first, number__lte=last).order_by("number"):
        digest = entry_of(seal.number).deed.digest
        Entry.objects.filter(pk=seal.entry_id).update(digest=digest)
        fresh = seal_of(previous, seal.number, seal.entry_id, digest)
        Seal.objects.filter(pk=seal.pk).update(previous=previous, hash=fresh)
        previous = fresh
    return previous


def remove(chance):
    """One entry or several in a row, with their seals."""
    last = Seal.objects.count()
    first = chance.randint(1, last - 1)
    gone = range(first, min(last, first + chance.randint(1, 5)))
    _remove(gone)
    return first


def _remove(gone):
    keys = list(Seal.objects.filter(number__in=gone).values_list("entry_id", flat=True))
    Seal.objects.filter(number__in=gone).delete()
    Entry.objects.filter(pk__in=keys).delete()


def remove_and_close_the_gap(chance):
    """One entry gone, those after it numbered and chained anew, the head left."""
    number = chance.randint(1, Seal.objects.count() - 1)
    _remove([number])
    for seal in Seal.objects.filter(number__gt=number).order_by("number"):
        sql("UPDATE audit_seal SET number = %s WHERE number = %s", seal.number - 1, seal.number)
    _seal_anew(number, 10**9)
    return Seal.objects.count() + 1


def remove_entry_only(chance):
    (number,) = numbers(chance)
    sql("DELETE FROM audit_entry WHERE id = %s", entry_of(number).pk)
    return number


def remove_seal_only(chance):
    (number,) = numbers(chance)
    Seal.objects.filter(number=number).delete()
    return number


def cut_off(chance):
    last = Seal.objects.count()
    first = last - chance.randint(0, last // 2)
    _remove(range(first, last + 1))
    return first


def swap(chance):
    """Two entries change places: their words, with or without their digests."""
    one, other = (entry_of(number) for number in numbers(chance, 2))
    columns = COLUMNS if chance.random() < 0.5 else COLUMNS[:-1]
    for target, source in ((one, other), (other, one)):
        words = {column: getattr(source, column) for column in columns}
        Entry.objects.filter(pk=target.pk).update(**words)
    return Seal.objects.get(entry=one.pk).number


def swap_seals(chance):
    one, other = numbers(chance, 2)
    first, second = entry_of(one).pk, entry_of(other).pk
    for entry, number in ((-1, one), (first, other), (second, one)):
        sql("UPDATE audit_seal SET entry_id = %s WHERE number = %s", entry, number)
    return one


def swap_keys(chance):
    one, other = (entry_of(number).pk for number in numbers(chance, 2))
    number = Seal.objects.get(entry=one).number
    for key, fresh in ((one, -1), (other, one), (-1, other)):
        sql("UPDATE audit_entry SET id = %s WHERE id = %s", fresh, key)
    return number


def insert(chance):
    """An entry from outside, without a seal."""
    entry = Entry.objects.order_by("?").first()
    entry.pk, entry.subject = None, "planted"
    Entry.objects.bulk_create([entry])
    return None


def insert_sealed(chance):
    """An entry from outside with a seal that follows the last, the head left."""
    last = Seal.objects.order_by("-number").first()
    entry = entry_of(last.number)
    entry.pk, entry.subject = None, "planted"
    entry.digest = entry.deed.digest
    (entry,) = Entry.objects.bulk_create([entry])
    number, seal = last.number + 1, "0" * 64
    seal = seal_of(last.hash, number, entry.pk, entry.digest)
    Seal.objects.create(number=number, entry=entry, previous=last.hash, hash=seal)
    return number


def edit_seal(chance):
    (number,) = numbers(chance)
    column = chance.choice(["hash", "previous"])
    Seal.objects.filter(number=number).update(**{column: f"{chance.getrandbits(256):064x}"})
    return number


def edit_head(chance):
    last = Head.objects.get()
    if chance.random() < 0.5:
        Head.objects.update(hash=f"{chance.getrandbits(256):064x}")
    else:
        Head.objects.update(number=last.number + chance.choice([-1, 1, 5]))


KINDS = [
    edit, edit, edit, edit_digest, edit_and_seal_anew, remove, remove_and_close_the_gap,
    remove_entry_only, remove_seal_only, cut_off, swap, swap_seals, swap_keys, insert,
    insert_sealed, edit_seal, edit_head,
]  # fmt: skip


def cut_off_and_hide_it(chance):
    """The end cut off and the head moved back: only an anchor knows."""
    first = cut_off(chance)
    last = Seal.objects.order_by("-number").first()
    Head.objects.update(number=last.number, hash=last.hash)
    return first


def rewrite(chance):
    """An entry edited and the whole chain after it made anew: only an anchor knows."""
    (number,) = numbers(chance)
    Entry.objects.filter(seal__number=number).update(actor="Somebody else")
    Head.objects.update(hash=_seal_anew(number, 10**9))
    return number


HIDDEN = [cut_off_and_hide_it, rewrite]
