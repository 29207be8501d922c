"""The colours of a portal, and how much they stand out from what they stand on.

Contrast is WCAG 2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): words need 4.5:1 (1.4.3). The two colours of
the portal's own look have their home here; `templates/assets/portal/portal.css` writes them out with all that goes
with them.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["ACCENT", "LEAST", "PRIMARY", "Misfit", "Palette", "contrast", "is_colour"]

PRIMARY = "#0d4b45"
ACCENT = "#efb04a"
LEAST = 4.5
"""The contrast that words need."""
_GROUNDS = ("#ffffff", "#f0f5f2", "#dfeae4")
_DARK_GROUNDS = ("#0f1816", "#17231f", "#22332d")
"""What the first colour stands on, by light and in the dark: `--bg`, `--tint` and `--tint-2` of the style sheet."""
_ON_ACCENT = "#231600"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 200


def is_colour(text: str) -> bool:
    """Whether a text is a colour as it is written here: `#` and six digits of sixteen."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Misfit:
    """A colour that cannot be read on a ground: how much it stands out, and the nearest that stands out enough."""

    name: str
    is_dark: bool
    found: str
    ground: str
    ratio: float
    near: str


@dataclass(frozen=True)
class Palette:
    """A portal's own colours: the first one, `primary`, for what can be chosen, and `accent` for today.

    In the dark they are other ones, worked out of the first two where they are not given.
    """

    primary: str = PRIMARY
    accent: str = ACCENT
    dark_primary: str = ""
    dark_accent: str = ""

    @property
    def in_the_dark(self) -> tuple[str, str]:
        """The two colours in the dark."""
        primary = self.dark_primary or _readable(_mixed(self.primary, "#ffffff", 0.55), _DARK_GROUNDS, _lighter)
        return primary, self.dark_accent or self.accent

    def misfits(self) -> Iterator[Misfit]:
        """The colours that words could not be read in, or on."""
        dark, dark_accent = self.in_the_dark
        for name, is_dark, colour, grounds, change in (
            ("primary", False, self.primary, _GROUNDS, _darker),
            ("primary", True, dark, _DARK_GROUNDS, _lighter),
            ("accent", False, self.accent, (_ON_ACCENT,), _lighter),
            ("accent", True, dark_accent, (_ON_ACCENT,), _lighter),
        ):
            ground = min(grounds, key=lambda one: contrast(colour, one))
            if (ratio := contrast(colour, ground)) < LEAST:
                yield Misfit(name, is_dark, colour, ground, ratio, _readable(colour, grounds, change))

    def sheet(self) -> str:
        """The style sheet that says these colours in the place of the portal's own."""
        dark, dark_accent = self.in_the_dark
        card = _readable(self.primary, ("#ffffff",), _darker)
        foot = _mixed(card, "#000000", 0.25)
        dark_card = _mixed(card, "#000000", 0.2)
        tokens = {
            "brand": (self.primary, dark),
            "brand-2": (_mixed(self.primary, "#000000", 0.35), _mixed(dark, "#ffffff", 0.4)),
            "on-brand": ("#ffffff", _readable(_mixed(self.primary, "#000000", 0.7), (dark,), _darker)),
            "link": (self.primary, dark),
            "accent": (self.accent, dark_accent),
            "card": (card, dark_card),
            "on-card-2": tuple(_readable(_mixed(one, "#ffffff", 0.75), (one,), _lighter) for one in (card, dark_card)),
            "foot": (foot, "#0a110f"),
            "on-foot": (_mixed(foot, "#ffffff", 0.92), "#e6f1ec"),
            "on-foot-2": (_readable(_mixed(foot, "#ffffff", 0.7), (foot,), _lighter), "#b3d1c6"),
        }
        lines = "".join(f"  --{name}: light-dark({light}, {dark});\n" for name, (light, dark) in tokens.items())
        return f"@media not print {{\n:root {{\n{lines}}}\n}}\n"

    def recoloured(self, drawing: str) -> str:
        """A drawing (SVG) of ours in these colours."""
        dark, dark_accent = self.in_the_dark
        for ours, own in ((PRIMARY, self.primary), (ACCENT, self.accent), ("#a5dccd", dark), ("#efb65a", dark_accent)):
            drawing = drawing.replace(ours, own)
        return drawing


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(min(1, max(0, one)) * 255):02x}" for one in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: str, other: str, share: float) -> str:
    """A colour with a share of another in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(_channels(one), _channels(other), strict=True))
    return _written((red, green, blue))


def _darker(colour: str, share: float) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _written(colorsys.hls_to_rgb(hue, light * (1 - share), saturation))


def _lighter(colour: str, share: float) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _written(colorsys.hls_to_rgb(hue, light + (1 - light) * share, saturation))


def _readable(colour: str, grounds: tuple[str, ...], change: Callable[[str, float], str]) -> str:
    """The first colour on the way from this one to black or white that can be read on all the grounds."""
    ways = (change(colour, step / _STEPS) for step in range(_STEPS + 1))
    found = (one for one in ways if all(contrast(one, ground) >= LEAST for ground in grounds))
    return next(found, change(colour, 1))
