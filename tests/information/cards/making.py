"""Small synthetic cards and pages for the tests of cards."""

from __future__ import annotations

from pathlib import Path

from tests.information.sources.mirrors import html, write_mirror

from wayforward.core.access.rules import Actor, Role
from wayforward.information.cards.loading import load_cards
from wayforward.information.cards.models import CardText
from wayforward.information.cards.starters import StarterCard, StarterCitation, StarterText
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Sentence, Source

URL = "https://asylum.example.org/appeal"
SAID = (
    "You may appeal within 14 days.",
    "A lawyer helps you free of charge.",
    "You may work after 6 months.",
)
EDITOR = Actor("Demo Editor", frozenset({Role.EDITOR}))
TRANSLATOR = Actor("Demo Translator", frozenset({Role.TRANSLATOR}))
NATIVE = Actor("Demo Native Reader", frozenset({Role.NATIVE_READER}))
LAWYER = Actor("Demo Legal Reader", frozenset({Role.LEGAL_READER}))

APPEAL = {
    "en": StarterText(
        "How long do I have to appeal?",
        ("deadline for an appeal", "my asylum was refused, what now"),
        ("You have 14 days to appeal.", "A lawyer helps free of charge."),
        ("Read the letter and look for the date.",),
    ),
    "fa-af": StarterText(
        "برای استیناف چقدر وقت دارم؟",
        ("مهلت استیناف چند روز است", "کیس من رد شد حالا چه کنم"),
        ("شما ۱۴ روز برای استیناف وقت دارید.", "یک وکیل رایگان کمک می‌کند."),
        ("نامه را بخوانید و تاریخ را پیدا کنید.",),
    ),
    "ps": StarterText(
        "د استیناف لپاره څومره وخت لرم؟",
        ("د استیناف مهلت څو ورځې دی", "زما کیس رد شو، اوس څه وکړم"),
        ("تاسو د استیناف لپاره ۱۴ ورځې وخت لرئ.", "وکیل وړیا مرسته کوي."),
        ("لیک ولولئ او نېټه پیدا کړئ.",),
    ),
}
WORK = {
    "en": StarterText(
        "May I work while I wait for a decision?",
        ("work permit for asylum seekers", "when can I take a job"),
        ("You may work after 6 months.",),
        ("Ask the office for the permit.",),
    ),
    "fa-af": StarterText(
        "آیا تا زمان تصمیم کار کرده می‌توانم؟",
        ("اجازهٔ کار برای پناهجویان", "چه وقت کار گرفته می‌توانم"),
        ("شما بعد از ۶ ماه کار کرده می‌توانید.",),
        ("از دفتر اجازهٔ کار بخواهید.",),
    ),
    "ps": StarterText(
        "ایا تر پرېکړې پورې کار کولی شم؟",
        ("د پناه غوښتونکو لپاره د کار اجازه", "کله کار پیدا کولی شم"),
        ("تاسو له ۶ میاشتو وروسته کار کولی شئ.",),
        ("له دفتره د کار اجازه وغواړئ.",),
    ),
}


def import_page(folder: Path, day: str, *paragraphs: str, url: str = URL) -> Source:
    """Import a state of the official page as of a day of March 2026."""
    write_mirror(
        folder / day,
        {"page.html": html("Appeal", *paragraphs)},
        [{"file": "page.html", "url": url, "language": "en", "publisher": "P",
          "fetched_at": f"2026-03-{day}T00:00:00Z"}],
    )  # fmt: skip
    import_folder(path=folder / day)
    return Source.objects.get(url=url)


def starters(source: Source) -> list[StarterCard]:
    """Two cards on one page."""
    cites = (StarterCitation(source.key),)
    return [
        StarterCard("appeal-deadline", ("appeal",), (), cites, APPEAL),
        StarterCard("work-while-waiting", ("work",), (), cites, WORK),
    ]


def load_two(source: Source) -> dict[str, CardText]:
    """Load both cards; the texts of the first by language."""
    load_cards(starters=starters(source))
    rows = CardText.objects.filter(card__key="appeal-deadline").select_related("card", "published")
    return {row.language: row for row in rows}


def sentence(source: Source, text: str) -> str:
    """The identity of a sentence of the page."""
    return Sentence.objects.get(source=source, text=text).identity
