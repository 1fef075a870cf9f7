"""投入产出: tables of sectors as statistics publish them, and what they say of linkage; knows nothing of bonds."""
