"""What a file is says its content; what is dangerous or unknown is refused with a sentence."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.documents.rules import (
    ALLOWED,
    LONGEST_NAME,
    EmptyFileError,
    FileRefusedError,
    TooLargeError,
    UnpacksTooMuchError,
    check_size,
    safe_name,
)
from wayforward.core.documents.sniffing import type_of
from wayforward.testing import office_files as made

PDF = ALLOWED["application/pdf"]


@pytest.mark.parametrize(
    ("content", "name", "extension"),
    [
        (made.PDF, "a.exe", "pdf"),
        (made.PNG, "", "png"),
        (made.JPEG, "photo", "jpg"),
        (made.WEBP, "", "webp"),
        (made.OGG, "", "ogg"),
        (made.MP3, "", "mp3"),
        (made.word(), "letter.zip", "docx"),
        (made.sheet(), "", "xlsx"),
        (made.open_text(), "", "odt"),
        ("یک، دو\n".encode(), "names.csv", "csv"),
        ("د ژوند لیک\n".encode(), "notes.md", "txt"),
        ("\ufeffwith a mark".encode(), "", "txt"),
    ],
)
def test_type_is_that_of_the_content(content: bytes, name: str, extension: str) -> None:
    source = BytesIO(content)

    assert type_of(source, name).extension == extension
    assert source.tell() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (made.PROGRAM, "is not kept"),
        (made.WINDOWS, "is not kept"),
        (made.GIF, "image/gif"),
        (made.archive(**{"a.txt": b"a"}), "application/zip"),
        (made.word(**{"word__vbaProject.bin": b"x"}), "holds macros"),
        (b"PK\x03\x04 broken", "broken or locked"),
        (made.PDF[:30], "breaks off"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "is not kept"),
        (b" \n<svg xmlns='http://www.w3.org/2000/svg'/>", "is not kept"),
        (b"text\0with nothing", "is not kept"),
        ("ü".encode("latin-1") * 4, "is not kept"),
    ],
)
def test_what_is_not_kept_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(FileRefusedError, match=said):
        type_of(BytesIO(content), "harmless.txt")


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = made.word(**{"word__media__a.bin": bytes(210 * 1024 * 1024)})

    assert len(bomb) < 1_000_000
    with pytest.raises(UnpacksTooMuchError, match="unpacks to more"):
        type_of(BytesIO(bomb))


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\scan.PDF", "scan.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("a\nb\0c.pdf", "a bc.pdf"),
        ("   ", "file.pdf"),
        ("...", "file.pdf"),
        ("con", "file.pdf"),
        ("تذکرهٔ الکترونیکی.pdf", "تذکرهٔ الکترونیکی.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
    ],
)
def test_a_name_shows_and_saves_as_what_it_is(given_name: str, kept: str) -> None:
    assert safe_name(given_name, PDF) == kept


@given(st.text(max_size=300), st.sampled_from(list(ALLOWED.values())))
def test_no_name_leaves_its_folder_or_hides_its_type(given_name: str, kind: object) -> None:
    name = safe_name(given_name, kind)  # type: ignore[arg-type]

    assert name.endswith(f".{kind.extension}")  # type: ignore[attr-defined]
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('\\/:*?"<>|\r\n\t\0\u202e\u2066')
    assert not name.startswith(".")
    assert safe_name(name, kind) == name  # type: ignore[arg-type]


def test_size_has_its_limits_by_type() -> None:
    check_size(PDF.largest, PDF)
    with pytest.raises(TooLargeError, match=r"a \.pdf may have 25"):
        check_size(PDF.largest + 1, PDF)
    with pytest.raises(EmptyFileError):
        check_size(0, PDF)
