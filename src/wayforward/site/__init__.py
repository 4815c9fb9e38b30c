"""The public site and the staff desk: base templates, navigation, static files. Holds no rule."""
