"""Which balance goods belong to."""

import uuid

# The lot of a balance that is not of one lot alone.
NO_LOT = uuid.UUID(int=0)
