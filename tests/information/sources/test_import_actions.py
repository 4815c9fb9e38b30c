"""Importing mirrors into the real database: whole, once, and as the manifest says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.information.sources.mirrors import html, line, write_mirror
from tests.information.sources.pdf_making import pdf

from wayforward.information.sources import hooks
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.hooks import FollowUpError
from wayforward.information.sources.import_actions import (
    ImportReport,
    import_file,
    import_folder,
)
from wayforward.information.sources.models import (
    Capture,
    Publisher,
    Reading,
    Sentence,
    SentencePlace,
    Source,
    SourceCheck,
)

pytestmark = pytest.mark.django_db


def _counts() -> dict[str, int]:
    models = (Publisher, Source, Capture, Reading, Sentence, SentencePlace, SourceCheck)
    return {model.__name__: model.objects.count() for model in models}


def _wording(source: Source) -> list[str]:
    """The current text of a source, sentence by sentence."""
    places = SentencePlace.objects.filter(reading__source=source, reading__current=True)
    return list(places.order_by("position").values_list("sentence__text", flat=True))


def _states(folder: Path, texts: Sequence[tuple[str, str]]) -> Path:
    """A mirror with one page in several dated states: (date, text)."""
    pages = {f"{date}.html": html("Law", *text.split("|")) for date, text in texts}
    lines = [
        line(f"{date}.html", url="https://authority.example/law", fetched_at=date)
        for date, _ in texts
    ]
    return write_mirror(folder, pages, lines)


def test_import_folder_pages_become_sources_captures_and_sentences(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    mirror = write_mirror(
        tmp_path / "m",
        {"a.html": html("Asylum", "You may apply. It is free."), "b.md": "# B\n\nB."},
    )

    report = import_folder(path=mirror)

    assert (report.pages, report.read, report.sentences, report.problems) == (2, 2, 5, [])
    source = Source.objects.get(url="https://authority.example/a.html")
    assert (source.title, source.language, source.origin) == ("Page a.html", "en", "import")
    assert source.publisher.names == {"en": "Example Authority"}
    assert source.state == "fresh"
    assert _wording(source) == ["Asylum", "You may apply.", "It is free."]
    capture = source.captures.get()
    assert captures.open(capture.warc).body == (mirror / "a.html").read_bytes()
    assert sorted(heard) == sorted(Reading.objects.values_list("pk", flat=True))


def test_import_folder_pdf_sentences_know_their_page(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    body = pdf([[("You may stay for now.", 11)], [("Call us on Monday.", 11)]])

    report = import_folder(path=write_mirror(tmp_path / "m", {"a.pdf": body}))

    places = SentencePlace.objects.order_by("position").values_list("sentence__text", "page")
    assert report.read == 1
    assert list(places) == [("You may stay for now.", 1), ("Call us on Monday.", 2)]


def test_import_folder_second_run_changes_nothing_and_says_so(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    mirror = write_mirror(
        tmp_path / "m", {"a.html": html("A", "One."), "b.html": html("B", "Two.")}
    )
    import_folder(path=mirror)
    before, files = _counts(), sorted(captures.folder.rglob("*"))
    heard.clear()

    report = import_folder(path=mirror)

    assert (report.read, report.unchanged) == (0, 2)
    assert str(report).startswith("Nothing changed: 2 pages are as they were")
    assert (_counts(), sorted(captures.folder.rglob("*")), heard) == (before, files, [])


def test_import_folder_copied_mirror_with_new_file_dates_changes_nothing(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    import_folder(path=write_mirror(tmp_path / "m", {"a.html": html("A", "One.")}))

    report = import_folder(path=write_mirror(tmp_path / "copy", {"a.html": html("A", "One.")}))

    assert (report.read, report.unchanged) == (0, 1)


def test_import_folder_changed_page_is_a_new_capture(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    import_folder(path=write_mirror(tmp_path / "m", {"a.html": html("A", "Fee 10.", "Stay.")}))
    kept = Sentence.objects.get(text="Stay.").pk

    report = import_folder(
        path=write_mirror(tmp_path / "m", {"a.html": html("A", "Stay.", "Fee 20.")})
    )

    source = Source.objects.get()
    assert (report.read, source.state, source.captures.count()) == (1, "changed", 2)
    assert _wording(source) == ["A", "Stay.", "Fee 20."]
    assert Sentence.objects.get(text="Stay.").pk == kept
    assert source.readings.filter(current=True).count() == 1


def test_import_folder_dated_states_become_successive_captures(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    texts = [("2021-01-01", "Fee 20.|Stay."), ("2019-01-01", "Fee 10."), ("2020-01-01", "Fee 10.")]

    import_folder(path=_states(tmp_path / "m", texts))

    source = Source.objects.get()
    checks = source.checks.order_by("at").values_list("at__year", "outcome")
    assert list(checks) == [(2019, "fresh"), (2020, "unchanged"), (2021, "changed")]
    assert _wording(source) == ["Law", "Fee 20.", "Stay."]
    assert source.changed_at is not None
    assert (source.changed_at.year, source.checked_at.year) == (2021, 2021)


def test_import_folder_older_state_later_leaves_current_text_alone(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    import_folder(path=_states(tmp_path / "new", [("2021-01-01", "Fee 20.")]))
    heard.clear()

    import_folder(path=_states(tmp_path / "old", [("2019-01-01", "Fee 10.")]))

    source = Source.objects.get()
    assert _wording(source) == ["Law", "Fee 20."]
    assert (source.captures.count(), source.state, heard) == (2, "fresh", [])


def test_import_folder_only_code_points_changed_is_no_change_but_quoted_as_now(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    texts = [("2020-01-01", "مهلت شكايت ۱۴ روز است."), ("2021-01-01", "مهلت شکایت ۱۴ روز است.")]

    import_folder(path=_states(tmp_path / "m", texts))

    source = Source.objects.get()
    assert source.checks.order_by("-at").first().outcome == "unchanged"
    assert _wording(source)[1] == "مهلت شکایت ۱۴ روز است."


def test_import_folder_language_twins_share_the_document(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    pages = {"a.html": html("A", "One."), "b.html": html("B", "Eins.", language="de")}
    lines = [line("a.html", twin="x"), line("b.html", twin="x", language="de")]

    import_folder(path=write_mirror(tmp_path / "m", pages, lines))

    assert Source.objects.values("document").distinct().count() == 1


def test_import_folder_hostile_pages_are_problems_and_the_rest_goes_on(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    pages: dict[str, str | bytes] = {
        "good.html": html("Good", "This stays."),
        "wall.html": html("Access denied", "You have been blocked."),
        "lost.html": html("Page not found", "Sorry."),
        "broken.pdf": b"%PDF-1.7 broken",
        "binary.html": b"\x7fELF" + b"\x00" * 500,
        "empty.html": "",
        "silent.html": "<html><script>x()</script></html>",
        "wrong.html": html("Behörde", "Über die Rückkehr.").encode("cp1252"),
    }
    lines = [line(name) for name in pages] + [line("../escape.html"), line("missing.html")]
    mirror = write_mirror(tmp_path / "m", pages, lines)
    with (mirror / "manifest.jsonl").open("a") as manifest:
        manifest.write("{broken\n")

    report = import_folder(path=mirror)

    assert report.read == 2
    assert report.problems_by_kind == {
        "manifest_line": 2,
        "missing_file": 1,
        "not_the_page": 2,
        "unreadable": 4,
    }
    assert all("\n" not in str(problem) for problem in report.problems)
    assert "Über die Rückkehr." in set(Sentence.objects.values_list("text", flat=True))
    assert Source.objects.count() == 2


def test_import_folder_same_hostile_mirror_again_changes_nothing(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    mirror = write_mirror(tmp_path / "m", {"a.html": html("A", "One."), "b.pdf": b"%PDF-1.7 no"})
    import_folder(path=mirror)
    before = _counts()

    report = import_folder(path=mirror)

    assert (report.read, report.unchanged, len(report.problems)) == (0, 1, 1)
    assert "Nothing changed" in str(report)
    assert _counts() == before


def test_import_folder_listener_fails_page_left_out_whole(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    @hooks.on_reading
    def fails(reading_id: int) -> None:
        if Reading.objects.get(pk=reading_id).title == "Bad":
            raise FollowUpError("The index is away.")

    mirror = write_mirror(
        tmp_path / "m", {"a.html": html("Bad", "One."), "b.html": html("Good", "Two.")}
    )

    report = import_folder(path=mirror)
    hooks.forget(fails)

    assert (report.read, report.problems_by_kind) == (1, {"not_indexed": 1})
    assert list(Source.objects.values_list("title", flat=True)) == ["Page b.html"]
    assert import_folder(path=mirror).read == 1


def test_import_folder_language_detected_where_manifest_is_silent(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    text = "شما می‌توانید در این اداره درخواست پناهندگی بدهید و شکایت کنید. " * 4
    page = html("درخواست", text, language="en")
    lines = [line("a.html", language=None)]

    import_folder(path=write_mirror(tmp_path / "m", {"a.html": page}, lines))

    assert Source.objects.get().language == "fa"


def test_import_folder_progress_told_after_each_page(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    seen: list[tuple[int, int]] = []
    mirror = write_mirror(tmp_path / "m", {"a.html": html("A", "One."), "b.html": "x"})

    import_folder(path=mirror, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(1, 2), (2, 2)]


def test_import_file_single_page_taken(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    (tmp_path / "law.md").write_text("# Law\n\nEverybody may stay.\n")

    report = import_file(
        path=tmp_path / "law.md", url="https://law.example/x", publisher="Country", language="en"
    )

    assert isinstance(report, ImportReport)
    assert (report.read, report.sentences) == (1, 2)


def test_import_folder_known_publisher_found_by_name_and_by_host(
    tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    Publisher.objects.create(
        key="authority", names={"en": "A"}, tier="eu", hosts=["authority.example"], country="LU"
    )
    lines = [
        line("a.html"),
        line("b.html", publisher="Grand-Duché de Luxembourg (Legilux)"),
    ]
    pages = {"a.html": html("A", "One."), "b.html": html("B", "Two.")}

    import_folder(path=write_mirror(tmp_path / "m", pages, lines))

    found = dict(Source.objects.values_list("title", "publisher__key"))
    assert found == {"Page a.html": "authority", "Page b.html": "lu-legilux"}
