"""The scope in a real browser: ``measure.mjs`` drives it, ``report.py`` prints the tables."""
