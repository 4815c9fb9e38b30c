"""Afghan names as they are said, and how offices of six habits write them down. For measuring only.

Knows nothing of the matcher: a name is a Dari or Pashto spelling and its sounds; each habit has its
own letters for each sound. Names drawn are invented combinations.

Sounds: a i u short, ā ī ū ē ō long, ay aw; ʿ ayn; x kh, ɣ gh, š sh, č ch, ž zh, j as in jam, v as w;
a doubled letter is a doubled sound, ə the -a at an end.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

# writing, sounds, and how common (as drawn)
_SIMPLE = """
محمد muhammad 40|احمد ahmad 25|علی ʿalī 20|حسین husayn 10|حسن hasan 8|خان xān 20|گل gul 15|جان jān 14
شاه šāh 10|غلام ɣulām 10|میر mīr 6|نور nūr 8|کریم karīm 6|رحیم rahīm 6|رحمان rahmān 4|محمود mahmūd 5
ابراهیم ibrāhīm 4|اسماعیل ismāʿīl 4|یوسف yūsuf 4|عمر ʿumar 4|عثمان ʿusmān 3|عزیز ʿazīz 4|ولی valī 4
نبی nabī 4|رضا rizā 4|حیدر haydar 4|سخی saxī 2|ناصر nāsir 3|نجیب najīb 3|شریف šarīf 3|لطیف latīf 3
امین amīn 3|اکبر akbar 3|اصغر asɣar 2|عظیم ʿazīm 2|قاسم qāsim 3|جعفر jaʿfar 2|مهدی mahdī 3|صادق sādiq 2
زمان zamān 2|نذیر nazīr 2|سلطان sultān 2|بشیر bašīr 2|بصیر basīr 2|ظاهر zāhir 2|طاهر tāhir 2|فرید farīd 3
جمیل jamīl 2|جواد javād 2|جاوید jāvīd 2|خالد xālid 2|خلیل xalīl 2|داود dāvūd 2|سلیمان sulaymān 1
یعقوب yaʿqūb 1|اسحاق ishāq 1|یونس yūnus 1|هارون hārūn 1|موسی mūsā 1|عیسی ʿīsā 1|یحیی yahyā 1|ایوب ayyūb 1
ادریس idrīs 1|الیاس ilyās 1|بلال bilāl 1|حمزه hamzə 1|شفیق šafīq 2|رفیق rafīq 1|طارق tāriq 1|فرهاد farhād 2
میرویس mīrvays 2|اجمل ajmal 2|اکمل akmal 1|جمشید jamšīd 2|سهراب suhrāb 1|رستم rustam 1|بهرام bahrām 1
مصطفی mustafā 2|مرتضی murtazā 2|مجتبی mujtabā 1|کاظم kāzim 1|هاشم hāšim 1|نعیم naʿīm 2|سلیم salīm 2
حکیم hakīm 1|مجید majīd 1|رشید rašīd 2|وحید vahīd 2|حمید hamīd 3|فیصل faysal 1|قیس qays 1|تمیم tamīm 1
شعیب šuʿayb 1|صمیم samīm 1|توریالی tōryālay 1|زلمی zalmay 1|ایمل aymal 1|همایون humāyūn 2|شیر šēr 2
زهرا zahrā 3|فاطمه fātimə 3|مریم maryam 3|زینب zaynab 2|خدیجه xadījə 1|عایشه ʿāyišə 1|حلیمه halīmə 1
سکینه sakīnə 1|معصومه maʿsūmə 1|حوا havvā 1|نرگس nargis 1|لیلا laylā 1|پروین parvīn 1|شکریه šukriyə 1
فریده farīdə 1|ثریا surayyā 1|فرشته firištə 1|رویا rōyā 1|شبنم šabnam 1|ملالی malālay 1|گلالی gulālay 1
غزال ɣazāl 1|ژیلا žīlā 1|چمن čaman 1|چنار činār 1|پاچا pāčā 1|آغا āɣā 3|آرزو ārzū 1|آصف āsif 2|آرش āraš 1
"""
_SURNAMES = """
احمدزی ahmadzay 6|ستانکزی stānikzay 4|نورزی nūrzay 3|یوسفزی yūsufzay 2|بارکزی bārakzay 2|پوپلزی pōpalzay 2
رحیمی rahīmī 6|کریمی karīmī 6|احمدی ahmadī 6|محمدی muhammadī 6|حسینی husaynī 5|رضایی rizāyī 4|نظری nazarī 4
حیدری haydarī 3|شریفی šarīfī 3|امیری amīrī 3|نوری nūrī 3|عظیمی ʿazīmī 3|هاشمی hāšimī 3|صافی sāfī 2
وردک vardak 2|هوتک hōtak 1|ځدران zadrān 1|منگل mangal 1|موسوی mūsavī 2|جعفری jaʿfarī 2|سادات sādāt 2
یعقوبی yaʿqūbī 2|صدیقی siddīqī 2|قادری qādirī 2|غفوری ɣafūrī 1|خلیلی xalīlī 1|جلالی jalālī 1|چرخی čarxī 1
"""
_AFTER_ABD = """
رحمن rahmān 4|رحیم rahīm 3|کریم karīm 3|قادر qādir 2|عزیز ʿazīz 3|غفار ɣaffār 2|غنی ɣanī 2|ستار sattār 2
صمد samad 2|حق haqq 1|حی hayy 1|لطیف latīf 2|واسع vāsiʿ 1|واحد vāhid 1|حمید hamīd 2|مجید majīd 1
جبار jabbār 2|جلیل jalīl 2|خالق xāliq 2|رازق rāziq 1|سلام salām 2|صبور sabūr 2|شکور šakūr 1|قیوم qayyūm 2
هادی hādī 1|حکیم hakīm 1|منان mannān 1|مالک mālik 1|باری bārī 1|بصیر basīr 1|ناصر nāsir 1|ودود vadūd 1
"""
_BEFORE_ALLAH = """
حمید hamīd 3|نجیب najīb 3|رحمت rahmat 3|حبیب habīb 3|اسد asad 2|امان amān 2|ثنا sanā 1|روح rūh 2|عصمت ʿismat 2
نصر nasr 1|مطیع matīʿ 1|وحید vahīd 2|برکت barakat 1|هدایت hidāyat 2|عنایت ʿināyat 2|ذبیح zabīh 2|صفت sifat 1
عزیز ʿazīz 1|نور nūr 1|فضل fazl 1|نعمت niʿmat 2|سمیع samīʿ 2|شفیق šafīq 1|سیف sayf 2|عزت ʿizzat 2|فرید farīd 1
شکر šukr 1|خلیل xalīl 1|ولی valī 1|نقیب naqīb 1|جاوید jāvīd 1|احسان ihsān 2|حکمت hikmat 1|قدرت qudrat 1
"""
_BEFORE_DIN = """
نور nūr 2|شمس šams 2|جمال jamāl 2|صلاح salāh 2|نجم najm 1|سراج sirāj 1|معین muʿīn 1|بدر badr 1|ضیا ziyā 1
فخر faxr 1|نظام nizām 1|تاج tāj 1|گلب gulb 1|قطب qutb 1|غیاث ɣiyās 1|سیف sayf 1
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One part of a name: written parts and sounds; `kind` is simple, abd, allah or din."""

    kind: str
    written: str
    sounds: str


def _listed(kind: str, text: str) -> tuple[list[Spoken], list[int]]:
    entries = [entry.split() for line in text.split("\n") for entry in line.split("|") if entry]
    return [Spoken(kind, w, s) for w, s, _ in entries], [int(n) for _, _, n in entries]


_POOLS = {
    "given": _listed("simple", _SIMPLE),
    "surname": _listed("simple", _SURNAMES),
    "abd": _listed("abd", _AFTER_ABD),
    "allah": _listed("allah", _BEFORE_ALLAH),
    "din": _listed("din", _BEFORE_DIN),
}

Name = tuple[Spoken, ...]


def draw_name(chance: random.Random) -> Name:
    """An invented name of one to three parts, as frequent parts are frequent."""
    shapes = (
        ("given", "given"), ("given",), ("abd",), ("allah",), ("given", "surname"), ("din",),
        ("allah", "surname"), ("abd", "surname"), ("given", "given", "surname"),
        ("given", "allah"), ("given", "abd"),
    )  # fmt: skip
    weights = (24, 8, 10, 14, 14, 4, 8, 6, 8, 2, 2)
    shape = chance.choices(shapes, weights)[0]
    while True:
        name = tuple(draw_part(pool, chance) for pool in shape)
        if len(set(name)) == len(name):
            return name


def draw_part(pool: str, chance: random.Random) -> Spoken:
    """One part from a pool: given, surname, abd, allah or din."""
    listed, weights = _POOLS[pool]
    return chance.choices(listed, weights)[0]


def pool_of(part: Spoken) -> str:
    """The pool a part comes from."""
    return next(pool for pool, (listed, _) in _POOLS.items() if part in listed)


def nearest(part: Spoken, chance: random.Random) -> Spoken:
    """Another part of its pool that sounds nearly like it: one of the three nearest."""
    others = [one for one in _POOLS[pool_of(part)][0] if one.sounds != part.sounds]
    others.sort(key=lambda one: (_plain_distance(one.sounds, part.sounds), one.sounds))
    return chance.choice(others[:3])


def _plain_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j - 1] + (a != b), before[j] + 1, row[-1] + 1))
    return row[-1]


# --- Arabic script, as keyboards and habits differ ---


def write_arabic(name: Name, chance: random.Random) -> str:
    """The name in its own script: other keyboards' letters, joiner, blank or nothing between."""
    text = " ".join(_arabic(part, chance) for part in name)
    if chance.random() < 0.25:
        text = text.replace("ی", "ي").replace("ک", "ك")
    if chance.random() < 0.2:
        text = text.replace("گ", "ګ").replace("آ", "ا")
    return text


def _arabic(part: Spoken, chance: random.Random) -> str:
    between = chance.choice(("", " ", "\u200c"))
    if part.kind == "abd":
        return f"عبد{chance.choice(('', ' '))}ال{part.written}"
    if part.kind == "allah":
        return f"{part.written}{between}الله"
    if part.kind == "din":
        return f"{part.written}{between}الدین"
    return part.written


# --- Latin letters, habit by habit: what an officer or a family writes for each sound ---

_COMMON = {"b": "b", "p": "p", "t": "t", "d": "d", "g": "g", "k": "k", "f": "f", "r": "r", "l": "l",
           "m": "m", "n": "n", "h": "h", "s": "s", "ʿ": " "}  # fmt: skip
# A space stands for nothing; several letters in a row are several ways, the first most often.
_HABITS: dict[str, dict[str, str]] = {
    "english": {
        "a": "a a a e", "i": "i i e", "u": "u u o", "ā": "a a a aa", "ī": "i i ee", "ū": "u oo oo ou",
        "ē": "e i", "ō": "o", "ay": "ai ay ei", "aw": "aw au", "j": "j", "č": "ch", "x": "kh",
        "ɣ": "gh", "š": "sh", "ž": "zh", "z": "z", "v": "w w v", "q": "q q k", "y": "y",
        "ə": "a a ah", "ʿ": "· · '",
    },
    "iranian": {
        "a": "a", "i": "e", "u": "o", "ā": "a", "ī": "i", "ū": "ou u", "ē": "i", "ō": "o",
        "ay": "ei ey", "aw": "ow", "j": "j", "č": "ch", "x": "kh", "ɣ": "gh", "š": "sh",
        "ž": "zh", "z": "z", "v": "v", "q": "gh q", "y": "y", "ə": "eh e", "ʿ": "·",
    },
    "german": {
        "a": "a a e", "i": "i i e", "u": "u u o", "ā": "a", "ī": "i i ie", "ū": "u", "ē": "e",
        "ō": "o", "ay": "ai ei", "aw": "au", "j": "dsch dsch j", "č": "tsch", "x": "ch kh",
        "ɣ": "gh g", "š": "sch", "ž": "sch zh", "z": "s s z", "v": "w", "q": "q k", "y": "j y",
        "ə": "a", "ʿ": "·",
    },
    "french": {
        "a": "a", "i": "i", "u": "ou o", "ā": "a", "ī": "i", "ū": "ou", "ē": "é", "ō": "o",
        "ay": "aï ai ei", "aw": "aou aw", "j": "dj j", "č": "tch", "x": "kh", "ɣ": "gh",
        "š": "ch", "ž": "j zh", "z": "z", "v": "w ou", "q": "q k", "y": "y", "ə": "a", "ʿ": "·",
    },
    "swedish": {
        "a": "a", "i": "i", "u": "u o", "ā": "a", "ī": "i", "ū": "u o", "ē": "e", "ō": "o",
        "ay": "aj ai ei", "aw": "aw au", "j": "j dj", "č": "tj ch", "x": "kh", "ɣ": "gh g",
        "š": "sh sch", "ž": "zj zh", "z": "z", "v": "v w", "q": "q k", "y": "j y", "ə": "a",
        "ʿ": "·",
    },
    "turkish": {
        "a": "a a e", "i": "i", "u": "u", "ā": "a", "ī": "i", "ū": "u", "ē": "e", "ō": "o",
        "ay": "ay ey", "aw": "av ev", "j": "c", "č": "ç", "x": "h", "ɣ": "g ğ", "š": "ş",
        "ž": "j", "z": "z", "v": "v", "q": "k", "y": "y", "ə": "a e", "ʿ": "·",
    },
}  # fmt: skip
HABITS = tuple(_HABITS)
_SOUND = re.compile(r"ay(?![yaāiīuū])|aw|.")
_VOWELS = "aiuāīūēōə"


def write_latin(name: Name, habit: str, chance: random.Random) -> str:
    """The name as an office of that habit writes it."""
    written = [_latin(part, habit, chance) for part in name]
    given = all(part.kind == "simple" and part in _POOLS["given"][0] for part in name)
    joiner = "" if len(written) == 2 and given and chance.random() < 0.05 else " "
    if joiner and chance.random() < 0.06:  # surname first
        written = [written[-1], *written[:-1]]
    return " ".join(piece.capitalize() for piece in joiner.join(written).split(" "))


def _latin(part: Spoken, habit: str, chance: random.Random) -> str:
    said = _spell(part.sounds, habit, chance)
    if part.kind == "abd":
        return _abd(said, habit, chance)
    u = {"french": "ou", "iranian": "o"}.get(habit, chance.choice("uuo"))
    blank = chance.choice(("", "", " "))
    if part.kind == "allah":
        return f"{said}{blank}{u}llah" if chance.random() < 0.85 else f"{said}{u}lla"
    if part.kind == "din":
        d = chance.choice(("dd", "d", "ld")) if not blank else chance.choice(("dd", "d-d"))
        return f"{said}{blank}{u}{d}in"
    return said


def _abd(said: str, habit: str, chance: random.Random) -> str:
    u = {"french": chance.choice(("ou", "e")), "iranian": "o"}.get(habit, "u")
    sun = said[0] in "tdrszn" and not said.startswith("dsch")
    form = chance.random()
    if form < 0.55:
        return f"abd{u}l {said}"
    if form < 0.8:
        return f"abd{u}l{said}"
    if form < 0.9 and sun:
        return f"abd{u}{said[0]}{said}"
    return f"abd{u}l-{said}"


def _spell(sounds: str, habit: str, chance: random.Random) -> str:
    letters = {**_COMMON, **_HABITS[habit]}
    out = ""
    pieces = _SOUND.findall(sounds)
    for at, sound in enumerate(pieces):
        doubled = at and pieces[at - 1] == sound and sound not in _VOWELS
        if doubled and (chance.random() < 0.4 or len(letters[sound].split()[0]) > 1):
            continue
        chosen = chance.choice(letters[sound].split(" ")).replace("·", "")
        out += out[-1] if doubled else chosen
        between = 0 < at < len(pieces) - 1 and pieces[at - 1][-1] in _VOWELS
        if habit == "french" and sound == "s" and between and pieces[at + 1][0] in _VOWELS:
            out += "s" * (chance.random() < 0.6)
    return out.strip()
