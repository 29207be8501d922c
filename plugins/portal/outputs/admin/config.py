"""What the editor in the browser is told: the forms of each kind of record, made of the models.

https://sveltiacms.app/en/docs/config-basics tells what each option does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from portal.derived.context import Context
from portal.derived.public import Record
from portal.model import addresses
from portal.model.fields import Field, Form, choices_of, fields_of, help_of, label_of
from portal.model.kinds import KINDS, MEETING, ORGANISATION, Kind
from portal.model.values import FILE_TYPES
from portal.model.vocabulary import CaseType
from portal.pages.rendering.page import Asset

__all__ = ["export"]

_Config = dict[str, Any]
_TIME = r"^([01]?\d|2[0-3]):[0-5]\d$"
_PERIOD = r"\d{4}(-\d{2}(-\d{2})?)?"
_PATTERNS = {
    Form.TIME: _TIME,
    Form.PERIOD: f"^{_PERIOD}$",
    Form.SPAN: rf"^{_PERIOD}(\s*\.\.\s*{_PERIOD})?$",
    Form.MEETING_DAY: r"^\d{4}-\d{2}-\d{2}(-\d+)?$",
    Form.MOMENT: r"^\d{4}-\d{2}-\d{2}([T ]\d{1,2}:\d{2}.*)?$",
    Form.YEAR: r"^\d{4}$",
    Form.NUMBER: r"^\d{1,6}$",
    Form.URL: r"^https?://\S+$",
    Form.EMAIL: r"^\S+@\S+\.\S+$",
    Form.CASE_TYPES: rf"^[{''.join(one.value for one in CaseType)}](/[{''.join(one.value for one in CaseType)}])*$",
}
_LONG = ("note", "reason", "summary", "what", "status", "result", "action")
"""Texts that are often more than a line."""
_LAST = (
    "attachments",
    "lang",
    "draft",
    "publish_after",
    "exempt",
    "retracted",
    "aliases",
    "archive_ref",
    "corrections",
)
"""What every kind of record has, but for its title; in the editor it stands below what the kind has of its own."""
_SUMMARIES = ("number", "title", "case", "name", "what", "item", "date")
"""What a folded row of a list shows, as far as it has it."""


def export(context: Context) -> Iterator[Asset]:
    """The configuration, where the editor is on."""
    if context.settings.admin is not None:
        yield Asset(f"{addresses.ADMIN}config.json", make=lambda: _written(context))


def _written(context: Context) -> str:
    told = {"config": _Maker(context).config(), "forms": {kind.name: _forms(kind, context) for kind in KINDS}}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _forms(kind: Kind, context: Context) -> list[_Config]:
    return [_form(field, context) for field in fields_of(kind.model)]


def _form(field: Field, context: Context) -> _Config:
    """What the script that writes records has to know of a field; `known` are ids of a field that takes texts too."""
    form: _Config = {"name": field.name, "form": field.form.value}
    if field.many:
        form["many"] = True
    if field.or_one:
        form["orOne"] = True
    if field.is_on:
        form["isOn"] = True
    if field.or_text:
        form["known"] = [record.id for record in context.portal.of_kind(ORGANISATION)]
    if field.fields:
        form["fields"] = [_form(one, context) for one in field.fields]
    return form


class _Maker:
    def __init__(self, context: Context) -> None:
        self._context, self._t, self._catalogue = context, context.t, context.catalogue

    def config(self) -> _Config:
        """The whole configuration; the script adds where a portal on this machine lies."""
        settings = self._context.settings
        assert settings.admin
        backend = settings.admin.as_backend()
        has_workflow = settings.admin.backend in ("github", "gitlab")
        return {
            "backend": backend,
            **({"publish_mode": "editorial_workflow"} if has_workflow else {}),
            "load_config_file": False,
            "site_url": settings.site_url or None,
            "app_title": settings.site_name,
            "media_folder": settings.content,
            "public_folder": "/",
            "slug": {"encoding": "ascii", "clean_accents": True},
            "collections": [*self._collections()],
        }

    def _collections(self) -> Iterator[_Config]:
        for kind in KINDS:
            if kind is MEETING:
                bodies = [one for one in self._context.portal.of_kind(ORGANISATION) if one.facts.kind.is_body()]
                yield from map(self._meetings, bodies)
            else:
                yield self._collection(kind, kind.folder, kind.folder, self._t(f"menu.{kind.menu_name}"))

    def _meetings(self, body: Record[Any]) -> _Config:
        """The meetings of one body, whose folder is the first part of their ids."""
        label = self._t("admin.meetings", body=str(body.facts.short or body.facts.title))
        return self._collection(MEETING, f"{MEETING.folder}-{body.id}", f"{MEETING.folder}/{body.id}", label, body.id)

    def _collection(self, kind: Kind, name: str, folder: str, label: str, body: str = "") -> _Config:
        told = self._t("admin.slug_day") if body else self._t("admin.slug_id")
        pattern = r"^\d{4}-\d{2}-\d{2}(-\d+)?$" if body else f"^{kind.id_form}$"
        fields = {field.name: self._field(field, kind, body) for field in fields_of(kind.model)}
        seldom = [fields.pop(name) for name in (*_LAST, "title") if name in fields]
        text = {"name": "body", "label": self._t("admin.body"), "hint": self._t("admin.body_hint"), "widget": "text"}
        return {
            "name": name,
            "label": label,
            "label_singular": self._t(f"kind.{kind.name}"),
            "folder": folder,
            "format": f"portal-{kind.name}-frontmatter",
            "extension": "md",
            "create": True,
            "delete": False,
            "identifier_field": "number" if body else "title",
            "summary": "{{slug}} {{number}}" if body else "{{title}}",
            "sortable_fields": ["slug"] if body else ["title", "slug"],
            "slug": {
                "editable": ["create"],
                "pattern": [pattern, told],
                "hint": told,
            },
            "media_folder": "{{slug}}",
            "public_folder": "",
            "editor": {"preview": False},
            "fields": [
                seldom.pop(),
                *fields.values(),
                {**text, "required": False},
                *seldom,
                {"name": "_source", "widget": "hidden"},
            ],
        }

    # -- fields

    def _field(self, field: Field, kind: Kind, body: str) -> _Config:
        required = field.required or (field.name == "title" and kind.needs_title and field.group == kind.name)
        help_ = help_of(field, self._catalogue)
        told = {
            "name": field.name,
            "label": label_of(field, self._catalogue),
            **({"hint": help_} if help_ else {}),
            "required": required,
        }
        return {**told, **self._widget(field, kind, body)}

    def _widget(self, field: Field, kind: Kind, body: str) -> _Config:
        if field.refers == MEETING.name and not body:  # the pickers of meetings are a body's own
            pattern = [f"^{MEETING.id_form}$", help_of(field, self._catalogue) or label_of(field, self._catalogue)]
            return {"widget": "list"} if field.many else {"widget": "string", "pattern": pattern}
        if field.form is Form.REFERENCE and not field.or_text:
            return {**self._relation(field.refers, body), **({"multiple": True} if field.many else {})}
        inner = self._inner(field, kind, body)
        if not field.many and field.form is not Form.AMOUNTS:
            # One that need not be filled in is not there until somebody asks for it; a name is always asked for.
            shown = {"required": True} if field.form is Form.REFERENCE else {}
            return {"widget": "object", "fields": inner, **shown} if inner else self._single(field)
        if not inner:
            return {"widget": "list"}
        named = [one["name"] for one in inner if one["name"] in _SUMMARIES]
        summary = " ".join(f"{{{{fields.{name}}}}}" for name in named)
        return {
            "widget": "list",
            "collapsed": True,
            "fields": inner,
            **({"summary": summary} if summary else {}),
        }

    def _inner(self, field: Field, kind: Kind, body: str) -> list[_Config]:
        """The fields within a field, as the editor has them."""
        fields = [self._field(one, kind, body) for one in field.fields]
        if field.form is Form.REFERENCE:
            chosen = {"name": "id", "label": self._t("admin.chosen"), "required": False}
            free = {"name": "text", "label": self._t("admin.free"), "required": False, "widget": "string"}
            return [{**chosen, **self._relation(field.refers, body)}, free]
        if field.form is Form.AMOUNTS:
            year = {"name": "year", "label": self._t("admin.year"), "widget": "string"}
            return [year, {"name": "amount", "label": self._t("admin.amount"), "widget": "string", "required": False}]
        if field.form is Form.VOTE:
            label = self._t("field.unanimous")
            own = {"name": "unanimous", "label": label[:1].upper() + label[1:], "widget": "boolean", "required": False}
            return [own, *fields]
        if field.form is Form.CANCELLED:
            own = {
                "name": "cancelled",
                "label": label_of(field, self._catalogue),
                "widget": "boolean",
                "required": False,
            }
            return [own, *fields]
        return fields

    def _relation(self, kind: str, body: str) -> _Config:
        """A picker of records by their titles. That of meetings has those of the same body."""
        if kind == MEETING.name:
            name, value, shown = f"{MEETING.folder}-{body}", f"{body}/{{{{slug}}}}", ["number", "title"]
        else:
            name = next(one.folder for one in KINDS if one.name == kind)
            value, shown = "{{slug}}", ["title"]
        return {
            "widget": "relation",
            "collection": name,
            "value_field": value,
            "display_fields": shown,
            "search_fields": shown,
        }

    def _single(self, field: Field) -> _Config:
        if field.form is Form.FLAG:
            return {"widget": "boolean", "default": field.is_on}
        if field.form is Form.DAY:
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        if field.form is Form.FILE:
            return {"widget": "file", "accept": ",".join(f".{one}" for one in FILE_TYPES)}
        if field.form is Form.CHOICE and field.choices:
            options = [{"label": one.words, "value": one.value} for one in choices_of(field.choices, self._catalogue)]
            blank = [] if field.required else [{"label": self._t("admin.none"), "value": ""}]
            return {"widget": "select", "options": [*blank, *options]}
        if field.form in _PATTERNS:
            wrong = help_of(field, self._catalogue) or label_of(field, self._catalogue)
            return {"widget": "string", "pattern": [_PATTERNS[field.form], wrong]}
        return {"widget": "text" if field.name in _LONG else "string"}
