"""Block pages, CAPTCHAs and their kin are told from pages; pages are not taken for them.

The corpus is written by us after the pattern of the real ones, in several languages.
"""

from __future__ import annotations

import pytest

from wayforward.information.sources.blocking import Obstacle, Seen, recognise
from wayforward.information.sources.watching import Visit, look_at


def _page(title: str, *words: str, more: str = "") -> bytes:
    body = "".join(f"<p>{word}</p>" for word in words)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body>{more}"
        f"<h1>{title}</h1>{body}</body></html>"
    ).encode()


CORPUS = [
    (_page("Just a moment...", "Enable JavaScript and cookies to continue"), Visit.BLOCKED),
    (_page("example.org", "Verify you are human by completing the action below."), Visit.BLOCKED),
    (_page("Attention Required!", "Sorry, you have been blocked"), Visit.BLOCKED),
    (_page("Access Denied", "You don't have permission to access this page on this server.",
           "Reference #18.5f3c1.1700000000.1a2b3c"), Visit.BLOCKED),
    (_page("Request Rejected", "The requested URL was rejected. Please consult with your "
           "administrator.", "Your support ID is: 123456"), Visit.BLOCKED),
    (_page("Zugriff verweigert", "Ihre Anfrage wurde blockiert."), Visit.BLOCKED),
    (_page("Fehler", "Bestätigen Sie, dass Sie ein Mensch sind."), Visit.BLOCKED),
    (_page("Accès refusé", "L'accès à cette page a été refusé."), Visit.BLOCKED),
    (_page("Contrôle", "Vérifiez que vous êtes humain"), Visit.BLOCKED),
    (_page("Toegang geweigerd", "U bent geblokkeerd."), Visit.BLOCKED),
    (_page("Доступ запрещен", "Ваш адрес заблокирован."), Visit.BLOCKED),
    (_page("دسترسی غیرمجاز", "دسترسی شما مسدود شده است."), Visit.BLOCKED),
    (_page("امنیت", "من ربات نیستم"), Visit.BLOCKED),
    (_page("لاسرسی رد شو", "تاسو دې پاڼې ته لاسرسی نه لرئ."), Visit.BLOCKED),
    (_page("تم رفض الوصول", "ليس لديك إذن."), Visit.BLOCKED),
    (_page("Erişim engellendi", "Bu sayfaya erişiminiz engellendi."), Visit.BLOCKED),
    (_page("x", "Please wait", more="<script src='/cdn-cgi/challenge-platform/h/b'></script>"),
     Visit.BLOCKED),
    (_page("x", "", more="<script>var dd={'host':'geo.captcha-delivery.com'}</script>"),
     Visit.BLOCKED),
    (_page("Page not found", "Try the search."), Visit.NOT_SEEN),
    (_page("Seite nicht gefunden", "Zur Startseite"), Visit.NOT_SEEN),
    (_page("Page introuvable", "Retour"), Visit.NOT_SEEN),
    (_page("Sidan hittades inte", "Sök här"), Visit.NOT_SEEN),
    (_page("صفحه پیدا نشد", "به صفحهٔ اصلی برگردید."), Visit.NOT_SEEN),
    (_page("پاڼه ونه موندل شوه", "کور پاڼې ته لاړ شئ."), Visit.NOT_SEEN),
    (_page("404", "Oops."), Visit.NOT_SEEN),
    (_page("We'll be back soon", "Scheduled maintenance"), Visit.FETCH_FAILED),
    (_page("Wartungsarbeiten", "Bitte später."), Visit.FETCH_FAILED),
    (_page("Anmeldung", "Bitte melden Sie sich an.", more="<form><input type='password'></form>"),
     Visit.BLOCKED),
    (_page("Before you continue", "Accept all cookies or choose."), Visit.BLOCKED),
]  # fmt: skip

REAL = [
    _page("What if my access was denied?",
          "They may have said that access denied is the end. " + "It is not. " * 150),
    _page("Identity check", "At the border you must prove who you are. " * 60 +
          "A form may ask you to verify you are human before it is sent."),
    _page("Refused entry", "If entry was refused you can appeal within 14 days."),
    _page("Cookies", "Our bakery course for newcomers makes cookies on Mondays."),
    _page("Passwort vergessen", "Wenn Sie Ihr Passwort vergessen haben, fragen Sie im Amt."),
    _page("Lost documents", "Your passport was not found? Go to the police."),
    _page("درخواست پناهندگی", "اگر درخواست شما رد شد می‌توانید شکایت کنید."),
    _page("د پناه غوښتنه", "که ستاسو غوښتنه رد شوه، شکایت کولی شئ."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "visit"), CORPUS)
def test_look_at_wall_recognised(body: bytes, visit: Visit) -> None:
    finding = look_at(body, "text/html")

    assert finding.visit == visit, finding
    assert finding.text is None
    assert finding.detail.endswith(").")


@pytest.mark.parametrize("body", REAL)
def test_look_at_real_page_not_taken_for_a_wall(body: bytes) -> None:
    assert look_at(body, "text/html").visit == Visit.ARRIVED


def test_recognise_challenge_header_is_enough() -> None:
    seen = Seen(403, (("CF-Mitigated", "challenge"),), "", "", "")

    found = recognise(seen)

    assert found is not None
    assert found.obstacle == Obstacle.CHALLENGE


def test_recognise_challenge_script_beside_a_long_page_ignored() -> None:
    text = "This page explains how to apply. " * 100
    seen = Seen(200, (), "Apply", text, "<script src='/cdn-cgi/challenge-platform/x.js'>")

    assert recognise(seen) is None
