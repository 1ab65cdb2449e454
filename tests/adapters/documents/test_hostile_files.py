"""What is no document is refused whole, each with its one sentence; what hides in one neither runs nor shows."""

from __future__ import annotations

import random
import time

import pytest

from adapters.documents import hostile
from khabar.adapters.documents import DocumentReader
from khabar.domain.archive_files import SENTENCES, FileKind, Untaken
from khabar.domain.errors import Invalid

PAGE = """<!doctype html><html dir="rtl" lang="fa"><head><title>T</title><script>one()</script></head><body>
<p>نامهٔ <b>اول</b></p><script>document.write("two")</script><style>p{}</style><p lang="en" dir="ltr">A letter
<img src="x" onerror="three()"><a href="javascript:four()">with a link</a></p>
<p hidden>five</p><div style="display: none">six</div><form><input value="seven"></form><iframe src="eight"></iframe>
<!-- nine --><template>ten</template><noscript>eleven</noscript><h2>Heading</h2>line<br>break<pre>  as
  typed</pre><nav>menu</nav><footer>foot</footer></body></html>"""


@pytest.mark.slow
@pytest.mark.parametrize("what", hostile.MAKERS)
def test_a_file_that_is_no_document_is_refused_with_its_reason(what: str) -> None:
    make, why = hostile.MAKERS[what]
    with pytest.raises(Invalid) as refused:
        DocumentReader().read(make())
    assert (refused.value.field, refused.value.message) == ("document", SENTENCES[why])


@pytest.mark.slow
def test_scripts_in_a_page_never_run_and_never_show() -> None:
    read = DocumentReader().read(PAGE.encode())
    assert read.origin.kind is FileKind.HTML
    assert [(one.text, one.kind.value, one.language, one.direction) for one in read.paragraphs] == [
        ("نامهٔ اول", "paragraph", "fa", "rtl"),
        ("A letter with a link", "paragraph", "en", "ltr"),
        ("Heading", "heading", "fa", "rtl"),
        ("line break", "paragraph", "fa", "rtl"),
        ("  as   typed".strip(), "paragraph", "fa", "rtl"),
        ("menu", "header", "fa", "rtl"),
        ("foot", "footer", "fa", "rtl"),
    ]


@pytest.mark.slow
def test_entities_of_a_document_type_are_never_unfolded() -> None:
    laughing = f"{hostile.LAUGHING_XML}<html><p>before &l9; behind</p></html>"
    (one,) = DocumentReader().read(laughing.encode()).paragraphs
    assert len(one.text) < 40
    with pytest.raises(Invalid) as refused:
        DocumentReader().read(hostile.laughing_word_file())
    assert refused.value.message == SENTENCES[Untaken.DAMAGED]


@pytest.mark.slow
def test_a_pdf_that_anybody_may_read_is_read() -> None:
    (one,) = DocumentReader().read(hostile.pdf_for_readers_only()).paragraphs
    assert one.text == "A letter"


@pytest.mark.slow
def test_two_thousand_pages_are_read_with_progress() -> None:
    seen: list[tuple[int, int]] = []
    begun = time.monotonic()
    read = DocumentReader().read(hostile.pdf(2_000), lambda done, of: seen.append((done, of)))
    assert len(read.paragraphs) == 2_000
    assert seen[0] == (1, 2_000)
    assert seen[-1] == (2_000, 2_000)
    assert time.monotonic() - begun < 120


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "text"])
def test_a_file_with_changed_bytes_gives_paragraphs_or_a_sentence(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - bytes for a test, from a seed
    whole = {
        "pdf": hostile.pdf(2),
        "docx": hostile.word_file("one", "two"),
        "html": PAGE.encode(),
        "text": "نامه\n\nletter".encode(),
    }[kind]
    for _ in range(3):
        changed = bytearray(whole)
        for _ in range(12):
            changed[chance.randrange(4, len(changed))] = chance.randrange(256)
        assert paragraphs_or_sentence(bytes(changed))


def paragraphs_or_sentence(data: bytes) -> bool:
    """Say whether a file ends as every file must."""
    try:
        return all(one.raw is not None for one in DocumentReader().read(data).paragraphs)
    except Invalid as refused:
        return refused.message in SENTENCES.values()
