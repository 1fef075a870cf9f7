"""Everything that makes schedules.xlsx: where lines stand, live tables, tabs."""
