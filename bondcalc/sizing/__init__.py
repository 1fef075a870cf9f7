"""How much a project can carry: the furthest value of one input at which every chosen test still holds."""
