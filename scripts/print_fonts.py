"""Make the fonts that printed pages are set in, from two fonts under the Open Font License.

    python scripts/print_fonts.py VAZIRMATN.woff2 NOTO_SANS_REGULAR.ttf NOTO_SANS_BOLD.ttf

Vazirmatn is the variable font of the public site; typst sets static fonts only, so its weights 400
and 700 are taken out. Noto Sans is cut to Latin, Greek and Cyrillic: titles of official pages.
Needs fonttools and brotli; the result is committed, so nobody runs this but to renew it.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "src/wayforward/core/documents/fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x370, 0x400),
    *range(0x400, 0x460), 0x490, 0x491, *range(0x1E80, 0x1E86), 0x1E9E, *range(0x2010, 0x2028),
    0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2192, 0x2212,
]  # fmt: skip


def _named(font: TTFont, family: str, style: str) -> None:
    """One family of two styles, so that bold is found; other names go."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID > 6 and record.nameID not in (13, 14):
            names.removeNames(nameID=record.nameID)
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"),
                         (6, f"{family.replace(' ', '')}-{style}")):  # fmt: skip
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    bold = style == "Bold"
    font["head"].macStyle = int(bold)
    font["OS/2"].fsSelection = 0x20 if bold else 0x40


def _cut(font: TTFont, letters: list[int]) -> None:
    options = Options(hinting=False, notdef_outline=True, glyph_names=False, name_IDs=["*"])
    options.layout_features = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def vazirmatn(path: str) -> None:
    """Vazirmatn in two weights, all its letters."""
    for style, weight in WEIGHTS.items():
        font = instantiateVariableFont(TTFont(path), {"wght": weight})
        font.flavor = None
        _cut(font, sorted(font.getBestCmap()))
        _named(font, "Vazirmatn", style)
        font.save(FOLDER / f"Vazirmatn-{style}.ttf")


def noto(path: str, style: str) -> None:
    """Noto Sans for Latin, Greek and Cyrillic letters."""
    font = TTFont(path)
    _cut(font, LATIN)
    _named(font, "Noto Sans", style)
    font.save(FOLDER / f"NotoSans-{style}.ttf")


if __name__ == "__main__":
    vazirmatn(sys.argv[1])
    noto(sys.argv[2], "Regular")
    noto(sys.argv[3], "Bold")
