"""Filings compared with those typeset again, and what an electronic seal added to them."""
