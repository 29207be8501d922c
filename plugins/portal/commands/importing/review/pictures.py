"""The pages of a PDF as they look, one picture a page, made when it is asked for."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium

__all__ = ["PagePictures"]

_WIDE = 1240
"""How wide a picture is, in pixels; a page that is taller than it is wide becomes no taller than twice that."""


class PagePictures:
    """The pages of a file that is a PDF; a file of another kind has none."""

    def __init__(self, path: Path | None) -> None:
        is_pdf = path is not None and path.suffix.lower() == ".pdf"
        self._pdf = pdfium.PdfDocument(path.read_bytes()) if path and is_pdf else None
        self.sizes = [self._pdf.get_page_size(at) for at in range(len(self._pdf))] if self._pdf else []
        """The width and height of each page, in points."""
        self.png = lru_cache(maxsize=16)(self._png)

    def _png(self, number: int) -> bytes:
        """A page as PNG, the first is 1; blank where there is none."""
        if self._pdf is None or not 0 < number <= len(self.sizes):
            return b""
        width, height = self.sizes[number - 1]
        scale = min(_WIDE / max(width, 1), 2 * _WIDE / max(height, 1))
        picture = io.BytesIO()
        self._pdf[number - 1].render(scale=scale).to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue()
