"""Sources (register, fetching, captures, readings): what official pages say and said."""
