"""Telling a page from what stands in its way: block pages, CAPTCHAs, consent walls, login walls,
and "not found" pages sent as if all were well.

Pure. Two kinds of evidence: marks of the machinery (headers, script names), which count wherever
they occur outside running text; and wording, which counts only on pages with little other text,
because real pages write about refused access and confirmed humans too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wayforward.core.language.normalise import search_form


class Obstacle(StrEnum):
    """What came instead of the page."""

    BLOCKED = "blocked"
    CHALLENGE = "challenge"
    CONSENT_WALL = "consent_wall"
    LOGIN_WALL = "login_wall"
    NOT_FOUND = "not_found"
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True, slots=True)
class Recognised:
    """An obstacle with the sign it was known by."""

    obstacle: Obstacle
    sign: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer looked like: `text` as a reader sees it, `source` the start of the HTML."""

    status: int
    headers: Sequence[tuple[str, str]]
    title: str
    text: str
    source: str


# On the real pages we calibrated with, none under this many letters was anything but short news.
_LITTLE_TEXT = 1500
_VERY_LITTLE_TEXT = 600

_HEADER_MARKS = (
    ("cf-mitigated", "challenge", Obstacle.CHALLENGE),
    ("x-amzn-waf-action", "", Obstacle.CHALLENGE),
    ("x-datadome", "protected", Obstacle.CHALLENGE),
    ("x-sucuri-block", "", Obstacle.BLOCKED),
)

# Names of scripts and forms that only the machinery of a wall uses.
_SOURCE_MARKS = (
    (re.compile(r"/cdn-cgi/challenge-platform/|_cf_chl_opt|cf-browser-verification|cf_captcha_kind"),
     Obstacle.CHALLENGE),
    (re.compile(r"cf-error-details|cloudflare-static/email-decode[^>]*cf-error"), Obstacle.BLOCKED),
    (re.compile(r"_Incapsula_Resource\?[^\"']*(?:SWUDNSAI|incident_id)"), Obstacle.CHALLENGE),
    (re.compile(r"geo\.captcha-delivery\.com|ct\.captcha-delivery\.com"), Obstacle.CHALLENGE),
    (re.compile(r"window\._pxAppId|/_px/captcha|px-captcha"), Obstacle.CHALLENGE),
    (re.compile(r"awswaf\.com/\S*(?:challenge|captcha)\.js|AwsWafIntegration"), Obstacle.CHALLENGE),
    (re.compile(r"/sec-cpt/|bm-verify=|akam/\d+/pixel_[^\"']*challenge"), Obstacle.CHALLENGE),
    (re.compile(r"fortigate|fgtauth|fgd_icon", re.I), Obstacle.BLOCKED),
)  # fmt: skip

# Wordings, in search form. One pattern a line would be longer than one table; order matters:
# the first obstacle whose wording is found is reported.
_WORDINGS: tuple[tuple[Obstacle, tuple[str, ...]], ...] = (
    (Obstacle.CHALLENGE, (
        "verify you are human", "verifying you are human", "verify that you are human",
        "are you a robot", "i'm not a robot", "i am not a robot", "prove you are human",
        "checking your browser before", "checking if the site connection is secure",
        "performing security verification", "complete the security check to access",
        "please complete the captcha", "enter the characters you see", "unusual traffic from your",
        "enable javascript and cookies to continue", "just a moment...", "one more step",
        "pardon our interruption",
        "bestatigen sie, dass sie ein mensch", "bestatigen sie dass sie ein mensch",
        "uberprufen ihres browsers", "ich bin kein roboter", "geben sie die zeichen ein",
        "verifiez que vous etes humain", "confirmez que vous etes un humain",
        "je ne suis pas un robot", "verification de votre navigateur",
        "controleer of u een mens bent", "ik ben geen robot", "verifica di non essere un robot",
        "no soy un robot", "verifique que es humano", "jag ar inte en robot", "en insan oldugunuzu",
        "robot olmadiginizi", "подтвердите, что вы не робот", "я не робот", "я не робот",
        "підтвердьте, що ви не робот", "επαληθευστε οτι ειστε ανθρωπος",
        "تحقق من أنك إنسان", "أنا لست روبوت", "لست برنامج روبوت",
        "من ربات نیستم", "تایید کنید که انسان هستید", "ثابت کنید که انسان هستید",
        "زه روبوټ نه یم", "تایید کړئ چې تاسو انسان یاست",
    )),
    (Obstacle.BLOCKED, (
        "access denied", "access to this page has been denied", "access to this site is denied",
        "you have been blocked", "you are unable to access", "your ip address has been blocked",
        "your access to this site has been limited", "request blocked",
        "the request could not be satisfied", "the requested url was rejected",
        "please consult with your administrator", "your support id is", "incident id:",
        "reference #18.", "403 forbidden", "you don't have permission to access",
        "not available in your region", "not available in your country", "web page blocked",
        "zugriff verweigert", "zugriff wurde verweigert", "zugriff nicht erlaubt",
        "ihre anfrage wurde blockiert", "sie wurden blockiert", "zugang verweigert",
        "acces refuse", "l'acces a cette page a ete refuse", "vous avez ete bloque",
        "votre requete a ete bloquee", "acces interdit", "toegang geweigerd", "u bent geblokkeerd",
        "accesso negato", "acceso denegado", "ha sido bloqueado", "atkomst nekad", "adgang naegtet",
        "paasy evatty", "erisim engellendi", "erisiminiz engellendi", "доступ запрещен",
        "доступ заборонено", "η προσβαση απορριφθηκε", "brak dostepu", "pristup odbijen",
        "تم رفض الوصول", "تم حظر", "الوصول مرفوض",
        "دسترسی غیرمجاز", "دسترسی غیر مجاز", "دسترسی شما مسدود", "دسترسی رد شد",
        "دسترسی ممنوع", "لاسرسی رد شو", "لاسرسی منع", "ستاسو لاسرسی بند",
    )),
    (Obstacle.NOT_FOUND, (
        "page not found", "404 not found", "error 404", "404 error", "404 - ",
        "page cannot be found",
        "page can't be found", "page could not be found", "page you requested could not be found",
        "page you are looking for", "page doesn't exist", "page does not exist",
        "page no longer exists", "this page isn't available",
        "seite nicht gefunden", "seite wurde nicht gefunden", "seite konnte nicht gefunden",
        "seite existiert nicht", "die angeforderte seite",
        "page introuvable", "page non trouvee", "page n'existe pas", "page n'a pas ete trouvee",
        "page demandee n'", "pagina niet gevonden", "pagina bestaat niet", "pagina non trovata",
        "pagina no encontrada", "sidan hittades inte", "sidan kunde inte hittas", "siden blev ikke",
        "siden ble ikke funnet", "sivua ei loytynyt", "sayfa bulunamadi", "страница не найдена",
        "сторінку не знайдено", "η σελιδα δεν βρεθηκε", "nie znaleziono strony",
        "الصفحة غير موجودة", "لم يتم العثور على الصفحة",
        "صفحه پیدا نشد", "صفحه یافت نشد", "صفحه مورد نظر", "برگه پیدا نشد",
        "پاڼه ونه موندل شوه", "پاڼه ونه موندل", "مخ ونه موندل شو", "پاڼه شتون نه لري",
    )),
    (Obstacle.OUT_OF_SERVICE, (
        "temporarily unavailable", "down for maintenance", "under maintenance",
        "scheduled maintenance", "site is currently unavailable", "we'll be back soon",
        "service unavailable", "wartungsarbeiten", "vorubergehend nicht erreichbar",
        "vorubergehend nicht verfugbar", "wegen wartung", "en maintenance",
        "temporairement indisponible", "momentanement indisponible", "tijdelijk niet beschikbaar",
        "bakimda", "техническ работ", "технічні роботи", "الموقع قيد الصيانة", "تحت الصيانة",
        "در حال به‌روزرسانی", "موقتا در دسترس نیست", "په لنډمهاله توګه",
    )),
    (Obstacle.LOGIN_WALL, (
        "please log in to", "please sign in to", "you must be logged in", "log in to continue",
        "sign in to continue", "sign in to your account", "you need to log in",
        "session has expired",
        "bitte melden sie sich an", "sie mussen angemeldet sein", "anmeldung erforderlich",
        "veuillez vous connecter", "vous devez etre connecte", "connectez-vous pour",
        "gelieve in te loggen", "u moet ingelogd zijn", "devi effettuare l'accesso",
        "debe iniciar sesion", "logga in for att", "giris yapmaniz gerekiyor",
        "войдите, чтобы", "увійдіть, щоб", "يجب تسجيل الدخول", "الرجاء تسجيل الدخول",
        "لطفا وارد شوید", "برای ادامه وارد شوید", "باید وارد شوید", "مهرباني وکړئ ننوځئ",
    )),
    (Obstacle.CONSENT_WALL, (
        "before you continue", "we value your privacy", "we and our partners", "accept all cookies",
        "accept cookies to continue", "manage consent", "your privacy choices",
        "wir verwenden cookies", "alle cookies akzeptieren", "ihre privatsphare ist uns wichtig",
        "bevor sie fortfahren", "cookies zustimmen", "nous utilisons des cookies",
        "accepter tous les cookies", "avant de continuer", "nous respectons votre vie privee",
        "alle cookies accepteren", "wij gebruiken cookies", "accetta tutti i cookie",
        "aceptar todas las cookies", "vi anvander cookies", "tum cerezleri kabul",
        "принять все файлы cookie", "прийняти всі файли cookie", "قبول جميع ملفات",
        "کوکی ها را بپذیرید", "پذیرش همه کوکی", "ټولې کوکیز ومنئ",
    )),
)  # fmt: skip

# A wall says its word at once; an article that mentions "access denied" in its middle does not.
_OPENING = 400
_PASSWORD_FIELD = re.compile(r"<input[^>]{0,200}type\s*=\s*[\"']?password", re.I)
_BARE_NUMBER = re.compile(r"^(?:error\s*)?(404|410|403)\b")


def recognise(seen: Seen) -> Recognised | None:
    """What stands in the way of the page, or None when the page itself came."""
    by_machinery = _by_header(seen) or _by_source(seen)
    if by_machinery is not None:
        return by_machinery
    if len(seen.text) > _LITTLE_TEXT:
        return None
    return _by_wording(seen)


def _by_header(seen: Seen) -> Recognised | None:
    named = {name.lower(): value.lower() for name, value in seen.headers}
    for name, value, obstacle in _HEADER_MARKS:
        if name in named and value in named[name]:
            return Recognised(obstacle, f"header {name}")
    return None


def _by_source(seen: Seen) -> Recognised | None:
    """Machinery in the source; sites also load it beside real pages, so only with little text."""
    if len(seen.text) > _LITTLE_TEXT:
        return None
    for pattern, obstacle in _SOURCE_MARKS:
        if match := pattern.search(seen.source):
            return Recognised(obstacle, f"script {match[0]}")
    return None


def _by_wording(seen: Seen) -> Recognised | None:
    title, text = search_form(seen.title), search_form(seen.text)
    opening = f"{title}\n{text[:_OPENING]}"
    if number := _BARE_NUMBER.match(title):
        obstacle = Obstacle.BLOCKED if number[1] == "403" else Obstacle.NOT_FOUND
        return Recognised(obstacle, number[0])
    for obstacle, wordings in _FOLDED:
        sign = _first(wordings, opening)
        if sign is not None and _fits(obstacle, seen, sign in title):
            return Recognised(obstacle, sign)
    return None


def _fits(obstacle: Obstacle, seen: Seen, in_title: bool) -> bool:
    """Whether the rest of the page agrees with the wording.

    An error status is agreement enough. Otherwise the title has to say it or there must be next to
    no text; a login wall needs a password field as well.
    """
    if obstacle == Obstacle.LOGIN_WALL:
        return _PASSWORD_FIELD.search(seen.source) is not None
    if seen.status >= 400 or in_title:
        return True
    return len(seen.text) <= _VERY_LITTLE_TEXT


def _first(wordings: Iterable[str], text: str) -> str | None:
    return next((wording for wording in wordings if wording in text), None)


_FOLDED = tuple(
    (obstacle, tuple(dict.fromkeys(search_form(wording) for wording in wordings)))
    for obstacle, wordings in _WORDINGS
)
