"""Every analysis told once, as a neutral report: one file each, found by name and drawn wherever reports are drawn."""
