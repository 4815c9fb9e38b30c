"""What the product knows about Dari, Pashto, English and their neighbours. Plain Python, no Django.

One module per job: normalise, detection, sentences, digits, calendar, synonyms, glossary, mentions.
Reviewed word lists live in `data/*.yaml`; nothing here reads the network or a database.
"""
