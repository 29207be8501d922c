"""Compiled templates are shared between folders, and their faults are still told of the folder at hand."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from portal.pages.rendering.compiled import CompiledTemplates

TEMPLATE = "{% macro one(of) %}\n{{ 1 // of }}\n{% endmacro %}\n{{ one(number) }}"


def environment(folder: Path, text: str = TEMPLATE) -> Environment:
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(text, encoding="utf-8")
    return Environment(loader=FileSystemLoader(folder), bytecode_cache=CompiledTemplates(), autoescape=True)


def test_a_fault_stands_in_the_file_that_was_asked_for(tmp_path: Path) -> None:
    for name in ("first", "second"):
        with pytest.raises(ZeroDivisionError) as fault:
            environment(tmp_path / name).get_template("page.html").render(number=0)
        files = [frame.filename for frame in traceback.extract_tb(fault.value.__traceback__)]
        assert files.count(str(tmp_path / name / "page.html")) == 2  # the page, and the macro within


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    assert environment(tmp_path).get_template("page.html").render(number=1).strip() == "1"
    assert environment(tmp_path, "now {{ number }}").get_template("page.html").render(number=1) == "now 1"


def test_the_same_source_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment(tmp_path / "a", "once {{ number }}").get_template("page.html")
    again = environment(tmp_path / "b", "once {{ number }}")
    monkeypatch.setattr(again, "_compile", None)  # calling it would raise
    assert again.get_template("page.html").render(number=1) == "once 1"
