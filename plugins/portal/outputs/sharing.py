"""The picture that goes with a page where somebody shares its address: wordless, in the portal's colours.

A portal that has a logo of its own has that on it, in the place of the drawing.
"""

from __future__ import annotations

from base64 import b64encode

from portal.model.colours import Palette
from portal.model.media_types import content_type
from portal.outputs.paper.press import EPOCH, drawing, printed

__all__ = ["sharing_card"]

_GROUND = "#f0f5f2"


def sharing_card(palette: Palette, logo: tuple[str, bytes] | None) -> bytes:
    """The picture as PNG, 1200 by 630; `logo` is its path and what the file holds."""
    svg = palette.recoloured(drawing("card.svg")) if logo is None else _with_logo(*logo)
    return printed("card.typ", {"drawing": svg}, EPOCH, None)


def _with_logo(path: str, content: bytes) -> str:
    """A drawing of a logo in the middle of the picture."""
    type_ = content_type(f"/{path}").partition(";")[0]
    source = f"data:{type_};base64,{b64encode(content).decode()}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">'
        f'<rect width="1200" height="630" fill="{_GROUND}"/>'
        f'<image href="{source}" x="240" y="165" width="720" height="300" preserveAspectRatio="xMidYMid meet"/></svg>'
    )
