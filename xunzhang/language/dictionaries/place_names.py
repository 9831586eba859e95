"""Chinese names of places and bodies across scripts: Renhe Street as whatever is read so before 街, 小岗村 as Xiaogang.

For names that no dictionary has, as those of streets, villages and schools. A syllable has many characters, and any two of them
may meet in a text, so that a name in pinyin is carried to Chinese only beside the word that says what it names. Personal names
are `pinyin.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from types import MappingProxyType

from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.language.dictionaries.pinyin import MAX_READINGS, Spelling
from xunzhang.language.dictionaries.syllables import divisions
from xunzhang.language.folding import stem

MOST_SYLLABLES = 3  # of a name without the word for its kind
# What follows a name in English, or comes before it (Mount Emei), and what follows it in Chinese.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "district": "区",
        "county": "县",
        "city": "市",
        "prefecture": "州 市 地区",
        "province": "省",
        "town": "镇",
        "township": "乡 镇",
        "village": "村",
        "community": "社区",
        "subdistrict": "街道",
        "street": "街 路 街道",
        "road": "路",
        "avenue": "大道 大街 路",
        "lane": "巷 弄 胡同",
        "hutong": "胡同",
        "square": "广场",
        "park": "公园",
        "station": "站",
        "airport": "机场",
        "port": "港",
        "bay": "湾",
        "bridge": "桥 大桥",
        "reservoir": "水库",
        "lake": "湖",
        "river": "江 河",
        "mount": "山",
        "mountain": "山",
        "island": "岛",
        "temple": "寺 庙 宫",
        "university": "大学",
        "college": "学院",
        "hospital": "医院",
        "museum": "博物馆 博物院",
        "library": "图书馆",
    }
)
# What may stand between a name and the kind of body that it is of.
_BODIES: Mapping[str, str] = MappingProxyType(
    {
        "school": "学校 中学 小学",
        "primary": "小学",
        "elementary": "小学",
        "middle": "中学",
        "secondary": "中学",
        "high": "中学 高中",
        "kindergarten": "幼儿园",
        "normal": "师范",
        "vocational": "职业",
        "medical": "医",
        "company": "公司",
        "group": "集团",
        "bank": "银行",
        "technology": "科技",
        "pharmaceutical": "药业 制药 医药",
        "motors": "汽车",
        "automobile": "汽车",
    }
)
_BEFORE = frozenset({"mount", "lake", "port"})
# Each once, the longer before the shorter, since some end as others do.
KINDS_IN_CHINESE = tuple(sorted(dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds.split()), key=len, reverse=True))
_KIND_IN_CHINESE = "".join(kind for kind in KINDS_IN_CHINESE if len(kind) == 1)
_NAMED = re.compile(rf"(?P<name>.{{2,{MOST_SYLLABLES}}}?)[{_KIND_IN_CHINESE}]")


def place_patterns(name: str, beside: tuple[str, str], dictionary: Dictionary) -> tuple[Spelling, ...]:
    """A folded word as a Chinese name in pinyin, with the folded words before and after it -> patterns of Han bigrams (regular
    expressions over index terms) of the name and its kind.

    ("renhe", ("the", "street")) -> (("[人仁…][和合…]", "[和合…]街"), …). Empty where it is no such name, or neither word a kind.
    """
    before, after = beside
    kinds = KINDS.get(after) or _BODIES.get(after) or (KINDS[before] if before in _BEFORE else "")
    found: list[Spelling] = []
    for syllables in divisions(name, MOST_SYLLABLES) if kinds else ():
        characters = dictionary.characters(syllables)
        sets = [f"[{''.join(dict.fromkeys(c for c, _ in characters.get(syllable, ())))}]" for syllable in syllables]
        if len(sets) > 1 and "[]" not in sets:
            found += (tuple(a + b for a, b in pairwise([*sets, *kind])) for kind in kinds.split())
    return tuple(dict.fromkeys(found))


def spelled_places(run: str, dictionary: Dictionary) -> tuple[Spelling, ...]:
    """A run of Han characters that is in no dictionary, as a place's name and its kind -> spellings of the name as index terms.

    小岗村 -> (("xiaogang",),). Empty where no kind ends it, or it is longer than a name.
    """
    named = _NAMED.fullmatch(run)
    return tuple(dict.fromkeys(_spelled(named["name"], dictionary))) if named else ()


def _spelled(name: Sequence[str], dictionary: Dictionary) -> Iterator[Spelling]:
    readings = dictionary.readings(name)
    for syllables in product(*([s for s, _ in readings.get(c, ())][:MAX_READINGS] for c in name)):
        yield (stem("".join(syllables)),)
