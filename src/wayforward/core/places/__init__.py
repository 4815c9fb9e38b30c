"""Places of Afghanistan: provinces and districts by any name, code or point, and maps of them.

`reading` holds what is known, `finding` recognises a name or a code, `locating` adds points;
`tiles` and `outline_maps` draw maps whose places are links. Plain Python.
"""
