"""Which language: our readers' three, their neighbours, Latin-typed Dari, and honest doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.detection import detect

QUESTIONS = [
    ("en", "How long does an asylum procedure take in Austria?"),
    ("en", "can my wife join me"),
    ("en", "What happens if I miss my interview?"),
    ("fa", "چطور در آلمان تقاضای پناهندگی بدهم؟"),
    ("fa", "آیا حق دارم وکیل رایگان داشته باشم؟"),
    ("fa", "برای برگشت داوطلبانه به کجا مراجعه کنم؟"),
    ("fa", "اولادهایم میتوانند به مکتب بروند؟"),
    ("fa", "چگونه می‌توانم درخواست تجدیدنظر کنم؟"),
    ("fa", "اگر پاسپورت نداشته باشم چی میشه"),
    ("ps", "په جرمني کې څنګه د پناه غوښتنه وکړم؟"),
    ("ps", "زما ماشومان ښوونځي ته تللی شي؟"),
    ("ps", "که منفي ځواب راغی څه وکړم؟"),
    ("ps", "د خپلې خوښې بیرته تګ لپاره چیرته لاړ شم؟"),
    ("ps", "ایا زه د وکیل حق لرم"),
    ("ar", "كيف يمكنني تقديم طلب اللجوء في ألمانيا؟"),
    ("ar", "هل يحق لي العمل أثناء انتظار القرار؟"),
    ("ur", "جرمنی میں پناہ کی درخواست کیسے دی جاتی ہے؟"),
    ("ur", "کیا میں یہاں کام کر سکتا ہوں؟"),
    ("de", "Wie lange dauert das Asylverfahren in Österreich?"),
    ("de", "Darf ich während des Verfahrens arbeiten?"),
    ("fr", "Combien de temps dure la procédure d'asile en France ?"),
    ("tr", "Almanya'da iltica başvurusu nasıl yapılır?"),
    ("ru", "Как подать заявление на убежище в Германии?"),
    ("uk", "Як подати заяву на притулок у Німеччині?"),
    ("el", "Πώς μπορώ να ζητήσω άσυλο στην Ελλάδα;"),
    ("nl", "Hoe lang duurt de asielprocedure in Nederland?"),
    ("it", "Come posso chiedere asilo in Italia e quanto tempo ci vuole?"),
    ("es", "¿Cómo puedo pedir asilo en España y qué documentos necesito?"),
    ("sv", "Hur söker jag asyl i Sverige och vad händer sedan?"),
    ("ku", "چۆن دەتوانم لە ئەڵمانیا داوای پەنابەری بکەم؟"),
]


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_detect_question_gives_its_language(language: str, question: str) -> None:
    found = detect(question)
    assert (found.language, found.romanised) == (language, False)


@pytest.mark.parametrize(
    "question",
    [
        "man chetor panahandagi begirom",
        "asylum chi ast",
        "chetor mitawanam ba watan bargardam?",
        "agar javab manfi shod chi konam",
        "Barai panahandagi kuja berawam?",
        "shoma ejaza kar darin?",
        "qachaqbar paisa mara gereft chi kar konam",
        "chand mah bayad sabr konam",
        "man pasport nadaram",
        "chegone mitavanam vakil begiram",
        "ba khanawada khod chetor yakja shawam",
        "visa alman chetor begirim",
        "aya man haq darom kar konom",
    ],
)
def test_detect_latin_typed_dari_gives_romanised_fa(question: str) -> None:
    found = detect(question)
    assert (found.language, found.script, found.romanised) == ("fa", "latin", True)


@pytest.mark.parametrize(
    "question",
    ["za sanga asylum wakram?", "zama kor cherta dai", "za gharam che wapas larsham sanga wakrom"],
)
def test_detect_latin_typed_pashto_gives_romanised_ps(question: str) -> None:
    found = detect(question)
    assert (found.language, found.romanised) == ("ps", True)


@pytest.mark.parametrize(
    "text",
    [
        "man in an apartment in Kabul",
        "Man kann in der Kabine bar zahlen, ja.",
        "Hast du einen Pass dabei?",
        "Ben kar maskesi ve daha çok şey istiyorum",
        "Hala bir vatan var mi?",
        "Na ta, chi va piano va sano e va lontano",
        "medium maximum minimum",
        "Le bar est à la mode",
    ],
)
def test_detect_look_alikes_in_latin_letters_are_not_romanised(text: str) -> None:
    assert not detect(text).romanised


def test_detect_dari_with_latin_names_gives_fa() -> None:
    assert detect("آدرس BAMF در Nürnberg کجاست؟ https://www.bamf.de/EN/Startseite").language == "fa"


def test_detect_english_quoting_a_dari_word_gives_en() -> None:
    assert detect("What does the word تذکره mean on this form?").language == "en"


def test_detect_pashto_without_its_letters_gives_ps() -> None:
    assert detect("زه په جرمنی کی د پناه غوشتنه سنگه کولی شم").language == "ps"


def test_detect_dari_typed_with_arabic_letters_gives_fa() -> None:
    assert detect("چطور مي توانم از كشور آلمان به وطن خود برگردم و كي كمك مي كند").language == "fa"


@pytest.mark.parametrize(
    ("text", "script"), [("", "none"), ("12345 ۶۷ ?!", "none"), ("ok", "latin")]
)
def test_detect_too_little_text_is_unsure(text: str, script: str) -> None:
    found = detect(text)
    assert (found.language, found.script) == (None, script)


def test_detect_ambiguous_word_is_unsure_and_names_candidates() -> None:
    found = detect("Asyl")
    assert found.language is None
    assert len(found.candidates) > 1


def test_detect_unknown_script_is_unsure() -> None:
    assert detect("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ").language is None


@given(st.text())
def test_detect_any_text_gives_confidence_between_zero_and_one(text: str) -> None:
    found = detect(text)
    assert 0.0 <= found.confidence <= 1.0
    assert found.language is None or found.language == found.candidates[0][0]


@given(st.text())
def test_detect_same_text_twice_gives_the_same(text: str) -> None:
    assert detect(text) == detect(text)
