"""Small synthetic texts to pass on, in each of our languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from wayforward.information.materials.speaking import Pace
from wayforward.information.materials.texts import (
    Contact,
    MaterialSource,
    MaterialText,
    Rumour,
    Section,
)

LANGUAGES = ("fa-af", "ps", "en")
DAY = date(2026, 3, 21)  # the first of Hamal 1405
PACE = Pace(2.6, 15)
ADDRESS = "https://way.example.org/t/57"

_SAID: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Asking for asylum costs nothing in any country of the EU.",
        "rumour": Rumour("The office takes 300 euros for an interview", "False"),
        "sections": (
            Section("What is true", ("The application is free of charge.",)),
            Section(
                "Why it is wrong",
                ("No office takes money for an interview.", "Whoever asks for it earns on you."),
                rank=2,
            ),
            Section(
                "What is possible instead",
                ("Ask a free legal adviser.", "Call 112 if you are threatened."),
                rank=1,
                steps=True,
            ),
        ),
        "publisher": "Way forward",
        "sms": "Asylum costs nothing. Nobody may ask you for money.",
        "radio": "They say an interview costs 300 euros. It is free. Nobody may ask for money.",
        "contacts": (Contact("112, emergency number", "112"), Contact("Adviser", "+49 30 123")),
    },
    "fa-af": {
        "title": "درخواست پناهندگی در هیچ کشور اتحادیهٔ اروپا پول ندارد.",
        "rumour": Rumour("دفتر برای مصاحبه ۳۰۰ یورو می‌گیرد", "نادرست"),
        "sections": (
            Section("آنچه درست است", ("درخواست دادن رایگان است.",)),
            Section(
                "چرا نادرست است",
                ("هیچ دفتری برای مصاحبه پول نمی‌گیرد.", "هر کس پول بخواهد از شما فایده می‌کند."),
                rank=2,
            ),
            Section(
                "به جای آن چه ممکن است",
                ("از مشاور حقوقی رایگان بپرسید.", "اگر تهدید می‌شوید به ۱۱۲ زنگ بزنید."),
                rank=1,
                steps=True,
            ),
        ),
        "publisher": "راه پیش رو",
        "sms": "پناهندگی رایگان است. به کسی پول ندهید.",
        "radio": "می‌گویند مصاحبه ۳۰۰ یورو است. رایگان است. هیچ کس حق ندارد پول بخواهد.",
        "contacts": (Contact("۱۱۲، شمارهٔ عاجل", "112"), Contact("مشاور", "+49 30 123")),
    },
    "ps": {
        "title": "د پناه غوښتنه د اروپايي ټولنې په هېڅ هېواد کې پیسې نه غواړي.",
        "rumour": Rumour("دفتر د مرکې لپاره ۳۰۰ یورو اخلي", "ناسمه"),
        "sections": (
            Section("هغه څه چې سم دي", ("غوښتنه وړیا ده.",)),
            Section(
                "ولې ناسمه ده",
                ("هېڅ دفتر د مرکې لپاره پیسې نه اخلي.", "څوک چې پیسې غواړي، له تاسو ګټه کوي."),
                rank=2,
            ),
            Section(
                "پر ځای یې څه کېدای شي",
                ("له وړیا حقوقي سلاکار څخه وپوښتئ.", "که ګواښل کېږئ، ۱۱۲ ته زنګ ووهئ."),
                rank=1,
                steps=True,
            ),
        ),
        "publisher": "مخ پر وړاندې لار",
        "sms": "پناه وړیا ده. چا ته پیسې مه ورکوئ.",
        "radio": "وايي مرکه ۳۰۰ یورو ده. وړیا ده. هېڅوک حق نه لري پیسې وغواړي.",
        "contacts": (Contact("۱۱۲، بېړنۍ شمېره", "112"), Contact("سلاکار", "+49 30 123")),
    },
}


def text(language: str = "en", **changed: Any) -> MaterialText:
    """A signed text on one official page, last compared on the day before it is made."""
    made = MaterialText(
        language=language,
        name="asylum-costs-money",
        address=ADDRESS,
        made_on=DAY,
        compared_on=date(2026, 3, 20),
        sources=(
            MaterialSource("EUAA", "Asylum in the EU", "https://euaa.example.org/asylum", DAY),
        ),
        signed=True,
        **_SAID[language],
    )
    return replace(made, **changed)


def sentences(one: MaterialText) -> list[str]:
    """Every sentence in the order of reading."""
    return [sentence for section in one.sections for sentence in section.sentences]
