"""Whether two records may be one person: Afghan names in any spelling, births, places. Pure Python.

Start at `comparing.compare`. A name is read by `spelling` (letters), `parts` (titles, joined names)
and `sounds` (one sign a sound); `distance` says how far two words are, `aligning` which part
answers which, `births` and `places` the rest, `wording` says it in three languages. Weights and
lists are in `data/`.
"""
