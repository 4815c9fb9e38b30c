"""Sentences: where they end, where they do not, and that nothing of the text gets lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.sentences import split

MARKED = [
    ("en", "You may appeal.|The time limit is two weeks!|Who decides?|A judge."),
    ("en", "See Art. 14 of the Charter and para. 2 of Annex I.|It applies e.g. to children."),
    ("en", "Dr. Karimi works for IOM, i.e. the U.N. agency for migration.|She is in Kabul."),
    ("en", "The office opens at 9 a.m. and closes at 4 p.m.|Bring your papers, fees, etc.|Thanks."),
    ("en", "He said no. 5 was free.|Then he said no.|I left."),
    ("en", "1. Fill in the form.|2. Sign it."),
    ("en", "It was adopted in 2016.|The next meeting followed."),
    ("en", 'She asked: "Where do I go?"|Nobody knew.|(See Art. 3.)|Done.'),
    ("en", "Regulation (EU) No. 604/2013 applies.|Visit www.example.org for more."),
    ("en", "Wait... what now?|We will see…|Then we go."),
    ("en", "First paragraph without a stop\n\n|Second paragraph"),
    ("en", "You need:\n|- a passport\n|- two photos"),
    ("de", "Nach § 5 Abs. 2 Nr. 3 AufenthG gilt z. B. Folgendes.|Fragen Sie nach."),
    ("de", "Am 3. März 2024 kam Hr. Müller.|Er blieb bis zum 21. Jahrhundert."),
    ("de", "Das kostet ca. 50 Euro bzw. nichts.|Der Verein e. V. hilft."),
    ("de", "Vgl. Art. 16a Abs. 1 GG.|Asyl ist ein Recht."),
    ("fr", "L'art. L. 521-1 du code s'applique.|M. Dupont est parti, cf. p. 12.|Voilà."),
    ("fr", "Où aller ?|Au guichet n. 3 !|Merci."),
    ("fa", "شما حق دارید اعتراض کنید.|مهلت آن دو هفته است!|آیا وکیل دارید؟|بلی."),
    ("fa", "در سال ۱۴۰۳ ه.ش. قانون تغییر کرد.|این قانون نافذ است."),
    ("fa", "این حق شماست؛ آن را بخواهید.|مراجعه کنید به ماده. ۱۴ کنوانسیون."),
    ("fa", "تقاضا بدهید.|بعد منتظر بمانید."),
    ("fa", "۱. فورم را خانه پری کنید.|۲. امضا کنید."),
    ("ps", "تاسو حق لرئ.|ایا وکیل لرئ؟|هو!|دا لومړۍ جمله ده۔|دا دوهمه ده."),
    ("ps", "هغه په کابل کې و.|بیا لاړ."),
    ("en", "They call it 'the way'.|It is long ."),
    ("ar", "لديك الحق في الطعن.|هل لديك محام؟|نعم."),
    ("el", "Πού πάω;|Εδώ."),
    ("zh", "你好。|再见！"),
    ("hi", "यह एक वाक्य है।|यह दूसरा है।"),
    (None, "Nach Art. 3 EMRK.|Le 3. März war kalt."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "marked"), MARKED)
def test_split_cuts_exactly_at_the_marks(language: str | None, marked: str) -> None:
    needs_space = "" if language in {"zh"} else " "
    text = marked.replace("\n|", "\n").replace("|", needs_space)
    expected = [part.strip() for part in marked.split("|")]
    assert [span.text for span in split(text, language)] == expected


def test_split_stop_without_space_in_arabic_script_still_cuts() -> None:
    found = [span.text for span in split("تقاضا بدهید.بعد منتظر بمانید؟بلی", "fa")]
    assert found == ["تقاضا بدهید.", "بعد منتظر بمانید؟", "بلی"]


def test_split_line_wrapped_in_the_middle_stays_one_sentence() -> None:
    assert len(split("This sentence is wrapped\nover two lines.", "en")) == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\n\n"])
def test_split_nothing_gives_nothing(text: str) -> None:
    assert split(text) == []


TEXTS = (
    st.text(st.sampled_from("abcABC د پ س.!?؟۔…؛;\n 123۱۲ \t\u200c\u200f()«»\"'-•。।")) | st.text()
)
LANGUAGES = st.sampled_from([None, "en", "de", "fr", "fa", "ps", "ar", "el", "xx"])


@given(TEXTS, LANGUAGES)
def test_split_spans_are_slices_in_order_without_overlap(text: str, language: str | None) -> None:
    spans = split(text, language)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(TEXTS, LANGUAGES)
def test_split_between_spans_lies_only_white_space(text: str, language: str | None) -> None:
    covered = [False] * len(text)
    for span in split(text, language):
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(done or character.isspace() for character, done in zip(text, covered, strict=True))


@given(TEXTS, LANGUAGES)
def test_split_spans_are_never_empty(text: str, language: str | None) -> None:
    assert all(span.text.strip() == span.text != "" for span in split(text, language))
