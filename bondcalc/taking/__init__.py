"""Other people's papers: records of public lists and of the debt system, taken into the skeleton of a project file."""
