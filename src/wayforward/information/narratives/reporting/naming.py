"""Where people name themselves or others in a report: the forms, in four languages. Pure.

Each pattern has the group `name`. Only forms that announce a name are known; a name that stands
alone in a sentence is not told from another word.
"""

from __future__ import annotations

import re

# Words that end a name, so that the sentence after it stays.
_END = (
    r"and|i|im|in|from|of|the|a|an|was|is|are|am|have|has|had|but|who|with|that|my|he|she|it|to|for"
    r"|or|on|at|living|live|und|ich|aus|et|je|de|ast|hastam|hast|az|dar|ke|che|chi|va|da|dai|yam"
    r"|و|از|که|در|با|هستم|است|هست|استم|من|به|می|را|برای|بود|بودم|یک|اهل|ام|این"
    r"|او|چې|یم|دی|ده|د|له|په|زه|کې|ته|وم|وو|یو|نه|ما|اوسېږم|سره|یا|څوک|چا|څه"
)
_NOT_NAMES = (
    r"written|wrong\w*|misspel\w+|spel\w+|not|on|in|missing|incorrect\w*|different|the|a|an|falsch"
    r"|چیست|چی|څه|غلط|نیست|نشته|ثبت|درج|لیکل|ناسم"
)
_WORD = r"(?:[^\W\d_][\w’'\u200c\u200d.-]*)"
_FIRST = rf"(?!(?:{_NOT_NAMES}|{_END})(?!\w)){_WORD}"
_NAME = rf"(?P<name>{_FIRST}(?:[ \t]+(?!(?:{_END})(?!\w)){_WORD}){{0,2}})"
_CAPITAL = r"(?:[A-Z][\w’'.-]*)"
_CAPITALS = rf"(?P<name>{_CAPITAL}(?:[ \t]+{_CAPITAL}){{0,2}})"
_SHORT = rf"(?P<name>{_WORD}(?:[ \t]+{_WORD}){{0,2}})"
_IS = r"\s*[:：=]?\s*"

_SELF = (
    r"(?:my|his|her)\s+(?:full\s+|real\s+|first\s+|last\s+)?name(?:\s+is|\s*['’]s)?+"
    r"|(?:i|he|she)\s+(?:am|is)\s+(?:called|named)|mein\s+name\s+ist|je\s+m['’]appelle"
    r"|full\s+name|surname|first\s+name|last\s+name"
    r"|(?:اسم|نام)(?:\s+(?:و\s+تخلص|کامل|مکمل))?\s+(?:من|او|پدر\s+من|پدرم|مه)|(?:اسمم|نامم|اسمش|نامش)"
    r"|مرا\s+به\s+نام"
    r"|(?:زما|د\s+هغه|د\s+هغې|زموږ)\s+(?:بشپړ\s+)?نوم(?:\s+او\s+تخلص)?"
    r"|(?:nam|name|esm)(?:\s?-?e)?\s+(?:man|ma|mo)|zama\s+(?:num|nom|noom)|(?:num|nom|noom)\s+me"
)
_TITLES = r"[Hh]ajj?i|Mrs?\.?|Ms\.?|Herr|Frau|حاجی|حاجي|آقای|اقای|ښاغلی|ښاغلي|اغلې"
_CLOSINGS = (
    r"(?:best\s+|kind\s+|warm\s+)?regards|sincerely|yours(?:\s+\w+)?|respectfully|signed"
    r"|با\s+احترام(?:ات)?|با\s+تشکر|ارادتمند|مخلص(?:تان)?|برادر(?:تان)?\s+شما|خواهر\s+شما|فرستنده|امضا"
    r"|په\s+درناوي|په\s+درنښت|ستاسو(?:\s+(?:ورور|خور))?|لیکونکی|لېږونکی"
)

NAMES = (
    re.compile(rf"(?<!\w)(?:{_SELF})(?!\w){_IS}{_NAME}", re.IGNORECASE),
    # "his name is", in Pashto also "look for its name": only with the verb.
    re.compile(rf"(?<!\w)نوم\s+(?:مې|یې){_IS}{_NAME}(?=\s+(?:دی|ده|دي)(?!\w))"),
    re.compile(rf"(?<!\w)(?:name|نام|نوم|اسم)[ \t]*[:：=]\s*{_NAME}", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:{_TITLES})(?!\w)\s+(?P<name>(?!(?:{_END})(?!\w)){_WORD})"),
    # Signed: after a closing, or after a dash at the very end.
    re.compile(
        rf"(?<!\w)(?:{_CLOSINGS})(?!\w)[ \t]*[,،:.\n\r-]\s*{_SHORT}[.!\s]*\Z", re.IGNORECASE
    ),
    re.compile(rf"(?:[\n\r]|[.!?؟۔])\s*(?:[–—~]+|-{{2,}})[ \t]*{_SHORT}[.!\s]*\Z"),
    re.compile(rf"(?:[\n\r]|[.!?؟۔])\s*-[ \t]*{_CAPITALS}[.!\s]*\Z"),
    re.compile(rf"(?<!\w)(?i:thanks|thank\s+you|best|cheers)[,!.]?\s*[\n\r,]\s*{_CAPITALS}[.!\s]*\Z"),
)  # fmt: skip
