"""集合发行: one bond for several projects, its form, and who holds which part of it when."""
