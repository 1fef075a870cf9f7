"""A neutral report as a page for a browser and as a picture; knows no analysis."""
