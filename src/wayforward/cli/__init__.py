"""The `wayforward` command: parse, call an action or a query, print. Holds no rule."""
