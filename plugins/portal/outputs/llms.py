"""`/llms.txt`: what the site is and where a program finds it in forms made for programs (https://llmstxt.org/)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from portal.derived.context import Context
from portal.model import addresses
from portal.pages.rendering.page import Asset

__all__ = ["export"]


def export(context: Context) -> Iterator[Asset]:
    """The one file."""
    yield Asset(addresses.LLMS, make=partial(_written, context))


def _written(context: Context) -> bytes:
    settings, t = context.settings, context.t
    registers = [(t(key), address) for key, address in addresses.MENU if address not in context.portal.absent]
    registers += [(t("menu.partners"), addresses.PARTNERS), (t("menu.news"), addresses.NEWS)]
    files = [
        (t("data.title"), addresses.DATA),
        (t("llms.changes"), addresses.CHANGES),
        (t("llms.oparl"), addresses.OPARL_SYSTEM),
        (t("llms.fiks"), addresses.FIKS_PLAN),
        (t("llms.feed"), addresses.FEED_OF_ALL),
        (t("llms.calendar"), addresses.CALENDAR_OF_ALL),
    ]
    parts = [f"# {settings.site_name}"]
    if settings.description:
        parts.append(f"> {settings.description}")
    parts += [t("llms.pages", example=context.url(f"{addresses.CASES}…/index.md")), f"## {t('llms.registers')}"]
    parts.append("\n".join(f"- [{title}]({context.url(address)})" for title, address in registers))
    parts.append(f"## {t('data.title')}")
    parts.append("\n".join(f"- [{title}]({context.url(address)})" for title, address in files))
    return ("\n\n".join(parts) + "\n").encode()
