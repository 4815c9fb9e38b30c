"""Small PDF files from lines of text, without any library."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[str, int]


def pdf(pages: Sequence[Sequence[Line]]) -> bytes:
    """A PDF whose pages show lines of (text, size), from the top down."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return _document([_content(page) for page in pages], [font])


def pdf_arabic(text: str) -> bytes:
    """A PDF as typesetters make it: glyphs drawn from left to right in the order the eye sees them,
    words of Arabic script reversed and numbers not, with a table from glyph to letter."""
    shown = _visual(text)
    letters = sorted(set(shown))
    codes = {letter: number for number, letter in enumerate(letters, start=33)}
    glyphs = "".join(f"{codes[letter]:02x}" for letter in shown)
    rows = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}endbfchar endcmap end"
    ).encode()
    widths = " ".join("600" for _ in range(33, 127))
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /Courier /FirstChar 33 /LastChar 126 "
        f"/Widths [{widths}] /ToUnicode 5 0 R >>"
    ).encode()
    stream = f"BT /F1 12 Tf 72 700 Td <{glyphs}> Tj ET".encode()
    return _document([stream], [font, _stream(table)])


def _visual(text: str) -> str:
    words = [word if word.isdigit() else word[::-1] for word in text.split(" ")]
    return " ".join(reversed(words))


def _content(lines: Sequence[Line]) -> bytes:
    parts, height = [], 780
    for text, size in lines:
        height -= size + 8
        shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"BT /F1 {size} Tf 60 {height} Td ({shown}) Tj ET")
    return "\n".join(parts).encode("latin-1")


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _document(contents: Sequence[bytes], shared: Sequence[bytes]) -> bytes:
    """Objects: 1 catalogue, 2 page tree, 3 (unused), 4... shared ones (font first), then pages."""
    first_page = 4 + len(shared)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< >>",
        *shared,
    ]
    for number, content in enumerate(contents):
        place = first_page + 2 * number + 1
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {place} 0 R "
            "/Resources << /Font << /F1 4 0 R >> >> >>".encode()
        )
        objects.append(_stream(content))
    body, places = b"%PDF-1.7\n", []
    for number, entry in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, start,
    )  # fmt: skip
