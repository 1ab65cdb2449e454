from __future__ import annotations

import io

import pytest
from PIL import Image

from khabar.adapters.incoming_mail.uploads import brought, kind_of
from khabar.domain.errors import Invalid
from khabar.domain.replies.codes import new_reply_code, printed_reference
from khabar.domain.replies.threads import Thread
from khabar.domain.replies.uploads import CameAs

CODE = new_reply_code(lambda count: bytes(range(1, count + 1)))
LETTER = Thread(CODE, domains=frozenset({"interior.example"}))
MAIL = b"From: desk@interior.example\r\nDate: Mon, 09 Mar 2026 10:00:00 +0000\r\nSubject: Re: visits\r\n\r\nYes.\r\n"
SEEN_TOO_OFTEN = Invalid("document", "This document is locked.")


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (MAIL, CameAs.MAIL),
        (b">From desk@interior.example Mon\n" + MAIL, CameAs.MAIL),
        (b"%PDF-1.7\n", CameAs.PDF),
        (picture("PNG"), CameAs.PICTURE),
        (picture("JPEG"), CameAs.PICTURE),
        (picture("WEBP"), CameAs.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", CameAs.PICTURE),
        ("به نام خدا. پاسخ شما".encode(), CameAs.TEXT),
        (b"From: a minister, in person\nDear Sir\n", CameAs.TEXT),
    ],
)
def test_a_file_is_what_its_first_bytes_say(raw: bytes, kind: CameAs) -> None:
    assert kind_of(raw) is kind


@pytest.mark.parametrize("raw", [b"", b" \n", b"PK\x03\x04 word", b"\x7fELF\x02\x01\x01\x00" + bytes(60)])
def test_what_is_no_answer_is_refused_with_the_field(raw: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        kind_of(raw)
    assert refused.value.field == "answer"


def test_a_pdf_is_read_for_a_reference_and_one_that_cannot_be_read_is_kept_all_the_same() -> None:
    found = brought(b"%PDF-1.7", "", lambda raw: f"Reference {printed_reference(CODE)} {len(raw)}").filed([LETTER])
    assert (found.thread, found.automatic) == (CODE, False)

    def locked(raw: bytes) -> str:
        del raw
        raise SEEN_TOO_OFTEN

    kept = brought(b"%PDF-1.7", CODE, locked).filed([LETTER])
    assert kept.automatic
    assert "This document is locked." in map(str, kept.reasons)


def test_a_picture_is_filed_by_what_was_typed_and_never_opened() -> None:
    found = brought(b"\xff\xd8\xff not really a picture", CODE).filed([LETTER])
    assert found.automatic


def test_a_mail_brought_in_goes_the_way_of_every_mail() -> None:
    assert brought(MAIL, CODE).filed([LETTER]).automatic
    ezra = MAIL.replace(b"desk@interior.example", b"ezra@elsewhere.example")
    assert brought(ezra, CODE).filed([LETTER]).people == 2


def test_a_real_pdf_is_read_in_the_bounded_process() -> None:
    line = f"Reference {printed_reference(CODE)}"
    stream = f"BT /F 12 Tf 20 90 Td ({line}) Tj ET".encode()
    raw = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
    )
    assert brought(raw, "").filed([LETTER]).thread == CODE
