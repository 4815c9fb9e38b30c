"""Places of Afghanistan: provinces and districts by any name, code or point, and maps of them.

`reading` holds what is known, `finding` recognises a name or a code, `tiles` and `outlines` give
shapes to draw, `drawing` makes a picture with links out of them. Plain Python.
"""
