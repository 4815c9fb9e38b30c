"""Language tags: as HTML wants them, and which of official pages a reader can read."""

# Dari and Persian readers read each other's official texts; a page may be tagged with any of them.
READABLE: dict[str, tuple[str, ...]] = {
    "fa": ("fa", "fa-af", "prs"),
    "ps": ("ps", "pus", "pbt"),
    "en": ("en",),
}


def readable(language: str) -> tuple[str, ...]:
    """Tags of pages that readers of a language (fa-af, fa, ps, en, de ...) can read."""
    return READABLE.get(language.split("-")[0], (language,))


def base_language(code: str) -> str:
    """The language without its region; Dari is kept with Persian: fa-af, fa and prs are `fa`."""
    base = code.lower().replace("_", "-").split("-")[0]
    return "fa" if base == "prs" else base


def html_tag(code: str) -> str:
    """`code` as HTML and schema.org want it (BCP 47): fa-af becomes fa-AF."""
    language, _dash, region = code.partition("-")
    return f"{language}-{region.upper()}" if region else language
