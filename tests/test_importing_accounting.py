"""No word of a document goes unseen: of forms, reports, plans and meetings, on lines and in the cells of tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.importing import DOCUMENTS, gold
from portal.commands.importing import importer
from portal.commands.importing.document.blocks import UNCHECKED, Document, Paragraph, Table, Unreadable
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.found import DocumentKind, Found, strings_in
from portal.commands.importing.importer import import_document
from portal.linked.graph import Graph
from portal.source.reading import read_records

GRAPH = Graph(read_records(DOCUMENTS).records, {})
FILES = {path.name: DocumentKind(expected["kind"]) for path, expected in gold() if expected.get("kind")}
WORDS = "Grønspetten kvitrar"


def imported(document: Document, kind: DocumentKind) -> Found:
    return import_document(document, GRAPH, kind, "ssu").found


def told(found: Found) -> str:
    """All that is told of a document: its records, what was left and what was held back."""
    records = strings_in([[record.facts, record.text] for record in found.records])
    return "\n".join([*records, *(one.text for one in found.left), *(one.words for one in found.held)])


def planted(document: Document, at: int) -> Document:
    """A document with a line behind one of its blocks, or with more words in the last cell of a table.

    Beside a box that is not ticked stands what the form offers, and nobody's words.
    """
    blocks = list(document.blocks)
    block = blocks[at]
    if isinstance(block, Table) and UNCHECKED not in block.rows[-1][-1]:
        rows = (*block.rows[:-1], (*block.rows[-1][:-1], f"{block.rows[-1][-1]} {WORDS}".strip()))
        blocks[at] = replace(block, rows=rows, text="\n".join(map("\t".join, rows)))
    else:
        blocks.insert(at + 1, Paragraph(WORDS, block.place))
    return replace(document, blocks=tuple(blocks))


@pytest.mark.parametrize("name", FILES)
def test_words_that_no_form_has_are_told_wherever_they_stand(name: str) -> None:
    document = read_document_file(DOCUMENTS / name)
    tables = [at for at, block in enumerate(document.blocks) if isinstance(block, Table)]
    for at in {0, len(document.blocks) // 2, len(document.blocks) - 1, *tables[:2]}:
        found = imported(planted(document, at), FILES[name])
        assert not found.records or all(word in told(found) for word in WORDS.split()), at


@pytest.mark.parametrize("kind", [DocumentKind.SUBMISSION, DocumentKind.REPORT, DocumentKind.MINUTES])
def test_a_document_of_which_a_word_is_missing_is_refused(kind: DocumentKind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what was left does not hold what no record has, the import ends with an error."""

    name = next(name for name, one in FILES.items() if one is kind and name.endswith(".docx"))
    document = planted(read_document_file(DOCUMENTS / name), 0)
    account = importer.account

    def leaking(document: Document, found: Found, *more: object) -> None:
        found.left = [block for block in found.left if WORDS not in block.text]
        found.records = [replace(record, text=record.text.replace(WORDS, "")) for record in found.records]
        monkeypatch.setattr("portal.commands.importing.accounting.sorted", lambda *_, **__: [], raising=False)
        account(document, found, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(importer, "account", leaking)
    with pytest.raises(Unreadable) as refused:
        imported(document, kind)
    assert refused.value.code == "import.unaccounted"


@pytest.mark.parametrize("name", [name for name, kind in FILES.items() if kind is DocumentKind.SUBMISSION])
def test_of_a_form_its_own_words_are_not_told_as_left(name: str) -> None:
    """What is printed on each form tells nothing; what is left is what somebody wrote."""
    left = [block.text for block in imported(read_document_file(Path(DOCUMENTS / name)), FILES[name]).left]
    assert [text for text in left if text.strip(" :").casefold() in ("bakgrunn", "sakstype", "vedlegg", "dato")] == []
