"""Personal data leave a report before it is stored; what the rumour says stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.answers.test_guarding import HARMLESS, PERSONAL

from wayforward.core.language.normalise import BIDI_MARKS
from wayforward.information.narratives.reporting.scrubbing import KINDS, scrub

FA, AR = "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"


def _in(digits: str, text: str) -> str:
    return text.translate(str.maketrans("0123456789", digits))


# text, the pieces that must be gone, kinds that must be counted
SCRUBBED = [
    ("call Nemuna at 0701234567 for the visa", ["0701234567"], {"phone"}),
    ("call 070-123-45-67 now", ["123", "45-67"], {"phone"}),
    ("ring 7012345 today", ["7012345"], {"number"}),
    ("call 0\u200b701\u2060234\u200e567 now", ["234", "567"], {"phone"}),
    ("call 0️⃣7️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", ["234"], {"phone"}),
    ("call ⓪⑦⓪①②③④⑤⑥⑦ now", ["②③④", "234"], {"phone"}),
    ("زنگ بزن به ۰۷۰\u200c۱۲۳\u200c۴۵۶۷", ["۱۲۳"], {"phone"}),
    ("write nemuna (at) example.org", ["nemuna", "example"], {"email"}),
    ("ask @nemuna_travel about it", ["nemuna"], {"handle"}),
    ("Telegram: nemuna_99 sells it", ["nemuna"], {"handle"}),
    ("ایدی تلگرام: nemuna99 است", ["nemuna"], {"handle"}),
    ("join https://t.me/+AbCdEf123456 quickly", ["AbCdEf", "t.me"], {"invite"}),
    ("join t.me/joinchat/AbCdEf now", ["AbCdEf"], {"invite"}),
    ("https://chat.whatsapp.com/AbCdEfGh", ["AbCdEfGh"], {"invite"}),
    ("see https://t.me/nemuna_travel", ["nemuna"], {"chat"}),
    ("write wa.me/93701234567", ["93701234567"], {"chat"}),
    ("tg://resolve?domain=nemuna", ["nemuna"], {"chat"}),
    ("https://api.whatsapp.com/send?phone=93701234567", ["93701234567"], {"chat"}),
    ("https://facebook.com/nemuna.testperson.3", ["nemuna", "testperson"], {"link"}),
    ("https://nemuna@example.org/x", ["nemuna"], {"email"}),
    ("http://0701234567.example.com/", ["0701234567"], {"link"}),
    ("xhxxps://0701234567[.]com", ["0701234567"], {"link"}),
    ("pay hawala number 8842 in Kabul", ["8842"], {"account"}),
    ("شمارهٔ حواله ۸۸۴۲۱ را بیاور", [], set()),
    ("حواله نمبر ۸۸۴۲۱ را بیاور", ["۸۸۴۲۱"], {"account"}),
    ("د حساب شمېره ۸۸۴۲۱۷ ده", ["۸۸۴۲۱۷"], {"account"}),
    ("MTCN: 123-456-7890", ["456"], {"account"}),
    ("born on 1.1.1999 in Kabul", ["1999"], {"birth_date"}),
    ("متولد ۱۳۷۸/۱/۱ هستم", ["۱۳۷۸"], {"birth_date"}),
    ("my name is nemuna testi and i heard that Germany pays", ["nemuna", "testi"], {"name"}),
    ("His name is Nemuna. He sells visas", ["Nemuna"], {"name"}),
    ("نام من نمونه آزمایش است و شنیدم", ["نمونه", "آزمایش"], {"name"}),
    ("سلام. نام من نمونه از کابل", ["نمونه"], {"name"}),
    ("نامم نمونه، می‌گویند", ["نمونه"], {"name"}),
    ("زما نوم نمونه دی", ["نمونه"], {"name"}),
    ("نوم مې نمونه دی او وايي چې", ["نمونه"], {"name"}),
    ("name e man nemuna ast", ["nemuna"], {"name"}),
    ("نام: نمونه", ["نمونه"], {"name"}),
    ("Haji Nemuna takes the money", ["Nemuna"], {"name"}),
    ("حاجی نمونه پول می‌گیرد", ["نمونه"], {"name"}),
    ("ښاغلی نمونه پيسې اخلي", ["نمونه"], {"name"}),
    ("They pay everybody.\nRegards,\nNemuna Testi", ["Nemuna"], {"name"}),
    ("می‌گویند خانه می‌دهند.\nبا احترام، نمونه آزمایش", ["نمونه"], {"name"}),
    ("وايي چې کور ورکوي.\nپه درنښت، نمونه", ["نمونه"], {"name"}),
    ("They pay everybody. — Nemuna", ["Nemuna"], {"name"}),
    ("Is it true?\nThanks,\nNemuna", ["Nemuna"], {"name"}),
]  # fmt: skip
KEPT = [
    *(text for text in HARMLESS if "@" not in text),
    "Germany pays 15000-20000 euro to each family",
    "they ask for 1500000 afghani",
    "a bus leaves on 2025-10-12 14:30",
    "my name is not on the list, they say that is normal",
    "They give:\n- house\n- money",
    "آلمان به هر فامیل خانه می‌دهد",
    "جرمني هرې کورنۍ ته کور ورکوي",
    "قانون ۲۰۲۴/۱۳۴۸ همه را می‌پذیرد",
    "they meet @ the border",
    "it is free.in germany all is free",
]


@pytest.mark.parametrize(("text", "gone", "kinds"), SCRUBBED, ids=lambda value: str(value)[:30])
def test_scrub_takes_it_out_and_counts_it(text: str, gone: list[str], kinds: set[str]) -> None:
    done = scrub(text)

    assert [piece for piece in gone if piece in done.text] == []
    assert kinds <= set(done.removed)
    assert scrub(done.text) == type(done)(done.text, {})


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_scrub_takes_out_what_a_question_is_refused_for(text: str, kind: str) -> None:
    assert scrub(text).removed != {}


@pytest.mark.parametrize("text", KEPT)
def test_scrub_leaves_what_the_rumour_says(text: str) -> None:
    assert scrub(text) == type(scrub(""))(text, {})


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://example.org", "hxxps://example[.]org"),
        ("http://Example.org/a/b?x=1#y", "hxxp://example[.]org/…"),
        ("www.example.org.", "hxxps://www[.]example[.]org."),
        ("(see https://example.org/a)", "(see hxxps://example[.]org/…)"),
        ("hxxps://example[.]org", "hxxps://example[.]org"),
        ("visa-af.com", "hxxps://visa-af[.]com"),
        ("ببین https://example.org/a؟", "ببین hxxps://example[.]org/…؟"),
    ],
)
def test_link_keeps_its_host_and_opens_nothing(link: str, written: str) -> None:
    assert scrub(link).text == written


def test_words_around_a_name_stay() -> None:
    assert scrub("my name is nemuna and i heard it").text == "my name is [name] and i heard it"
    assert scrub("نام من نمونه است، راست است؟").text == "نام من [name] است، راست است؟"


_PIECES = st.sampled_from(
    [text for text, _, _ in SCRUBBED] + KEPT + [" ", "\n", "[phone]", "@", "://", ".", "۰۷", "/"]
)
_ANY = st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=5).map("".join)


@given(_ANY)
def test_scrub_twice_changes_nothing(text: str) -> None:
    done = scrub(text)

    assert scrub(done.text).text == done.text
    assert scrub(done.text).removed == {}
    assert set(done.removed) <= set(KINDS)


@given(
    st.from_regex(r"\A(?:07[0-9]{8}|\+937[0-9]{8}|00491[0-9]{9})\Z"),
    st.sampled_from(["0123456789", FA, AR]),
    st.sampled_from(["", " ", "-", "\u200b", "\u200c", "\u2067"]),
    st.sampled_from(["زنگ بزن {} فوراً", "وايي چې {} ته زنګ ووهه", "call {} now", "{}"]),
)
def test_telephone_never_survives(number: str, digits: str, gap: str, around: str) -> None:
    written = _in(digits, number[:4] + gap + number[4:7] + gap + number[7:])

    text = scrub(around.format(written)).text

    assert _in("0123456789", number[4:]) not in text
    assert sum(unicodedata.decimal(c, None) is not None for c in text) < 3


@given(_ANY)
def test_text_stays_readable_and_safe_in_either_direction(text: str) -> None:
    done = scrub(text).text

    assert BIDI_MARKS.isdisjoint(done)
    assert "http://" not in done.lower()
    assert "https://" not in done.lower()
    done.encode("utf-8")
