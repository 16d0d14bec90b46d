"""How common an English word is: wordfreq's list, read where it is installed.

The list (CC BY-SA 4.0) is read at run time and never copied. Its file is read directly, because
importing the package takes longer than mending a year of minutes.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

from wardmote.kernel.errors import RuleBroken

FILE = Path("data", "large_en.msgpack.gz")
SHAPE = {"format": "cB", "version": 1}

#: words of one or two letters; other short strings are in word lists as halves of words
SHORT = """
a ad am an as at be by do dr eg go he hi i if in is it me mr ms my no of ok on or pm pp re so st
to tv uk up us vs we
"""
#: also in word lists, and hardly ever words by themselves
HALVES = """
ance ant anti ary ate con dis ence ent ers ful hood ial ible ies ine ing inter ion ions ised ish
ism ist ity ive ized ling ment ments mis multi ness non ous pre ren ric sion ster sub ter tion
tions tive tra trans bourne bury combe dom ern hurst ley mere minster stead thorpe wick
"""
#: Welsh that stands in minutes of councils in Wales beside English
WELSH = """
absennol aelod aelodau bresennol bwrdd cadeirydd canolfan clerc cofnodion croeso cyllid
cymdeithas cymuned cymunedol cymraeg cymru cynghorwyr cynghorydd cyngor cynllun cynllunio
cytunwyd cyfarfod dyddiad diogelwch gohebiaeth gwasanaeth heddlu materion nesaf neuadd
partneriaeth penderfynwyd plismona pwyllgor swyddfa swyddog swyddogion tref ymddiheuriadau ysgol
"""
IN_WELSH = -5.5
#: what being one of these costs
HALF, LETTERS = -2.5, -3.5
#: counted as (i), ii), iv.
ROMAN = dict.fromkeys(["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"], -4.5)


@cache
def english() -> Mapping[str, float]:
    """Lower-case word: log10 of its share of running English, from -1.3 (the) to -8."""
    found = find_spec("wordfreq")
    if found is None or not found.submodule_search_locations:
        raise RuleBroken("The word list is not installed: install the package wordfreq")
    path = Path(found.submodule_search_locations[0]) / FILE
    head, *shelves = msgpack.unpackb(gzip.decompress(path.read_bytes()))
    if head != SHAPE:
        raise RuleBroken(f"The word list of wordfreq has a new shape: {head}")
    shares: dict[str, float] = {}
    for hundredths, words in enumerate(shelves):
        shares.update(dict.fromkeys(words, -hundredths / 100))
    for word in shares.keys() & HALVES.split():
        shares[word] += HALF
    for word in set(WELSH.split()) - shares.keys():
        shares[word] = IN_WELSH
    words = set(SHORT.split())
    for word in shares:
        if len(word) <= 2 and word not in words:
            shares[word] += LETTERS
    return {**shares, **ROMAN}
