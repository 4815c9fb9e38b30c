"""Which tags of official pages a reader of a language can read: one home for that small table."""

# Dari and Persian readers read each other's official texts; a page may be tagged with any of them.
READABLE: dict[str, tuple[str, ...]] = {
    "fa": ("fa", "fa-af", "prs"),
    "ps": ("ps", "pus", "pbt"),
    "en": ("en",),
}


def readable(language: str) -> tuple[str, ...]:
    """Tags of pages that readers of a language (fa-af, fa, ps, en, de ...) can read."""
    return READABLE.get(language.split("-")[0], (language,))
