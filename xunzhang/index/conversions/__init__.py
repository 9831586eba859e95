"""The steps from each earlier format of an index to the next, a file a step; carrying them out is `../upgrading.py`'s.

`docs/changing-the-format.md` says what a change of format has to bring.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xunzhang.index.conversions.conversion import Conversion
from xunzhang.index.conversions.from_3 import FROM_3
from xunzhang.index.conversions.from_4 import FROM_4
from xunzhang.index.conversions.from_5 import FROM_5

# Format version -> the step from it to the next.
STEPS: Mapping[int, Conversion] = MappingProxyType({3: FROM_3, 4: FROM_4, 5: FROM_5})
