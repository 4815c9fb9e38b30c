"""What bytes are, whatever the label says."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wayforward.information.sources.decoding import (
    BadCodingError,
    ContentKind,
    TooMuchError,
    declared_charset,
    kind_of,
    to_text,
    undo_coding,
)

DARI = "شما می‌توانید در ادارهٔ مهاجرت درخواست پناهندگی بدهید. " * 5
GERMAN = "Über die Rückführung entscheidet die zuständige Behörde; Gebühr: 30 €. " * 5
ARABIC = "يمكنك تقديم طلب اللجوء في مكتب الهجرة خلال اربعة عشر يوما. " * 5
RUSSIAN = "Вы можете подать ходатайство о предоставлении убежища в ведомство. " * 5
TURKISH = "Başvurunuzu göç idaresine yapabilirsiniz; ücret ödenmez, şikâyet süresi yedi gün. " * 5


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html><body><p>x", ContentKind.HTML),
        (b"\xef\xbb\xbf\n<html>", ContentKind.HTML),
        ("<html><p>x".encode("utf-16"), ContentKind.HTML),
        (b"%PDF-1.4\n", ContentKind.PDF),
        (b"\n\n%PDF-1.4\n<html>", ContentKind.PDF),
        (b"PK\x03\x04<html>", ContentKind.BINARY),
        (b"\x89PNG\r\n\x1a\n<html>", ContentKind.BINARY),
        (b"MZ\x90\x00" + b"<html>", ContentKind.BINARY),
        (b"<html>" + bytes(range(256)) * 4, ContentKind.BINARY),
        (b"\x00\x01\x02\x03" * 50, ContentKind.BINARY),
        (b"", ContentKind.EMPTY),
        (b" \n\t ", ContentKind.EMPTY),
        (b"# Title\n\ntext", ContentKind.MARKDOWN),
        (b"just words", ContentKind.TEXT),
        (DARI.encode(), ContentKind.TEXT),
    ],
)
def test_kind_of_bytes_decide(body: bytes, kind: ContentKind) -> None:
    assert kind_of(body, "application/octet-stream") == kind


def test_kind_of_binary_called_html_is_binary() -> None:
    assert kind_of(b"\x7fELF" + b"\x00" * 100, "text/html", "page.html") == ContentKind.BINARY


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        (DARI, "utf-8", "utf-8"),
        (DARI, "utf-8", "iso-8859-1"),
        (DARI, "utf-8", None),
        (DARI, "utf-8", "no-such-charset"),
        (DARI, "utf-16", "utf-8"),
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "cp1252", "utf-8"),
        (GERMAN, "cp1252", None),
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "cp1256", "iso-8859-1"),
        (ARABIC, "cp1256", None),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (TURKISH, "cp1254", "windows-1254"),
    ],
)
def test_to_text_wrong_label_overruled(text: str, charset: str, label: str | None) -> None:
    assert to_text(text.encode(charset), label).text.lstrip("\ufeff") == text


def test_to_text_meta_tag_used_where_header_is_silent() -> None:
    body = b'<html><head><meta charset="windows-1256"></head><p>' + ARABIC.encode("cp1256")

    assert ARABIC in to_text(body).text


@pytest.mark.parametrize(
    "label", ["zlib", "base64", "idna", "rot13", "utf-7", "hex", "unicode_escape"]
)
def test_to_text_label_that_is_no_charset_ignored(label: str) -> None:
    assert "Behörde" in to_text(GERMAN.encode("cp1252"), label).text


def test_to_text_cut_utf8_kept() -> None:
    assert to_text(DARI.encode()[:-3]).charset == "utf-8"


@example(b"\x80\x00\x00\x00", "\x00")
@given(st.binary(max_size=300), st.text(max_size=12))
def test_to_text_any_bytes_give_text(body: bytes, label: str) -> None:
    assert isinstance(to_text(body, label).text, str)


@given(st.binary(max_size=2000))
def test_undo_coding_gives_back_what_was_packed(body: bytes) -> None:
    assert undo_coding(zlib.compress(body), "deflate", largest=10_000, ratio=100) == body


def test_undo_coding_too_much_stops_early() -> None:
    with pytest.raises(TooMuchError):
        undo_coding(zlib.compress(b"0" * 10_000_000), "deflate", largest=20_000_000, ratio=100)


def test_undo_coding_bare_deflate_understood() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    body = packer.compress(b"words") + packer.flush()

    assert undo_coding(body, "deflate", largest=100, ratio=100) == b"words"


def test_undo_coding_unknown_name_refused() -> None:
    with pytest.raises(BadCodingError):
        undo_coding(b"x", "br", largest=100, ratio=100)


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ('text/html; charset="windows-1256"', "windows-1256"),
        ("text/html", None),
        (None, None),
    ],
)
def test_declared_charset_read(header: str | None, charset: str | None) -> None:
    assert declared_charset(header) == charset
